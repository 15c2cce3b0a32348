import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { readCaseFile, signedAssertion } from '../../catalogue/index.ts';
import { testCast, testSpec } from '../../catalogue/testing/cast.ts';
import { openTenant } from '../../check/index.ts';
import { startForeignSp } from '../../check/testing/foreign-sp.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-keep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(console, 'error').mockReturnValue();
  return () => vi.restoreAllMocks();
});
const errors = () => vi.mocked(console.error).mock.calls.flat().join('\n');

const { cast } = await testCast();
const signed = signedAssertion(testSpec(cast));

test('a response is kept, and played against a service provider', async () => {
  const capture = join(folder, 'capture.txt');
  writeFileSync(capture, Buffer.from(signed).toString('base64'));
  const cases = join(folder, 'cases');
  mkdirSync(cases);
  const file = join(cases, 'right.json');
  expect(await run(['explain', capture, '--keep-case', file])).toBe(0);
  expect(errors()).toMatch(
    /right\.json has the case own-accepted, which a service provider must accept/,
  );
  expect(readCaseFile(readFileSync(file, 'utf8'))).toMatchObject({
    id: 'own-accepted',
    verdict: 'accept',
  });

  // The same, in answer to a request for a fresh sign-in.
  const forced = { ...readCaseFile(readFileSync(file, 'utf8')), request: { forceAuthn: true } };
  writeFileSync(join(cases, 'forced.json'), JSON.stringify({ ...forced, id: 'own-forced' }));

  const data = join(folder, 'data');
  const tenant = await openTenant(data, () => new Date());
  const idpCertificate = tenant.identityProvider.key.certificateBase64;
  await tenant.close();
  const sp = await startForeignSp({ idpCertificate });
  const report = join(folder, 'report.json');
  const config = join(folder, 'check.yaml');
  writeFileSync(config, `force-authn-login-url: ${sp.url}/login-again\n`);
  const target = [
    '--sp-metadata',
    sp.metadata,
    '--login-url',
    sp.login,
    '--whoami',
    sp.whoami,
    '--config',
    config,
    '--data',
    data,
  ];
  const code = await run([
    'check',
    ...target,
    '--cases',
    cases,
    '--group',
    'own',
    '--report',
    `json:${report}`,
  ]);
  await sp.close();
  const { cases: played } = JSON.parse(readFileSync(report, 'utf8')) as {
    cases: Record<string, { verdict: string; group: string }>;
  };
  expect(played).toMatchObject({
    'own-accepted': { verdict: 'pass', group: 'own' },
    'own-forced': { verdict: 'pass' },
  });
  expect(Object.keys(played)).toHaveLength(2);
  expect(code).toBe(0);
});

test('what cannot be kept is said, with exit code 2', async () => {
  const request = join(folder, 'request.xml');
  writeFileSync(
    request,
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0" IssueInstant="2026-01-31T08:00:00Z"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://sp.test</Issuer></samlp:AuthnRequest>',
  );
  expect(await run(['explain', request, '--keep-case', join(folder, 'none.json')])).toBe(2);
  expect(errors()).toMatch(/There is no Response of a sign-in that could be kept/);
});

test('faults in a folder of cases are named with their file', async () => {
  const cases = join(folder, 'broken');
  mkdirSync(cases);
  writeFileSync(join(cases, 'a.json'), '{"format":"samlab-case/1"}');
  expect(await run(['check', '--cases', cases])).toBe(2);
  expect(errors()).toMatch(/broken\/a\.json: id is missing/);
  expect(await run(['check', '--cases', join(folder, 'nowhere')])).toBe(2);
  expect(errors()).toMatch(/nowhere cannot be read \(ENOENT\)\. Correct --cases/);
});
