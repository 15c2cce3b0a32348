/** The corpus against its schema, against programs that share no code with samlab, and against what samlab says of each message. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findProgram } from '../browser/find-program.ts';
import { readCertificate, thumbprint } from '../certs/certificate.ts';
import { examineAuthnRequest } from '../idp/index.ts';
import { ns } from '../saml/names.ts';
import { examineLogout } from '../sp/index.ts';
import { keyFiles, makeCorpusCast, names } from './cast.ts';
import type { CorpusEntry, CorpusIndex } from './format.ts';
import { makeCorpus } from './make-corpus.ts';

const files = await makeCorpus('samlab');
const bytes = (path: string) => Buffer.from(files.get(path) ?? expect.fail(`no file ${path}`));
const read = (path: string) => bytes(path).toString();
const index = JSON.parse(read('index.json')) as CorpusIndex;
const folder = mkdtempSync(join(tmpdir(), 'samlab-corpus-'));
for (const [path, content] of files) {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
afterAll(() => rmSync(folder, { recursive: true }));

const entries = (kind: CorpusEntry['kind']) => index.entries.filter((entry) => entry.kind === kind);

test('the index obeys its schema, and its files are those of the folder', () => {
  const obeys = new Ajv({ allErrors: true }).compile(JSON.parse(read('index.schema.json')));
  expect(obeys(index) ? [] : obeys.errors).toEqual([]);
  expect(obeys({ ...index, entries: [{ ...index.entries[0], expected: 'perhaps' }] })).toBe(false);

  const named = index.entries.flatMap((entry) => [
    ...Object.values(entry.files),
    ...entry.configuration.trusts.flatMap(({ certificates }) => certificates),
  ]);
  const messages = [...files.keys()].filter((path) =>
    /^(?!certificates|keys|README|index)/.test(path),
  );
  expect(named.filter((path) => !files.has(path))).toEqual([]);
  expect(messages.filter((path) => !named.includes(path))).toEqual([]);
  expect(new Set(index.entries.map(({ id }) => id)).size).toBe(index.entries.length);
  expect(entries('Response').length).toBeGreaterThan(250);
  expect(index.leftOut.filter(({ reason }) => reason === '')).toEqual([]);
});

test('a seed gives the same bytes each time, and another seed other keys', async () => {
  const again = await makeCorpus('samlab');
  expect([...again.keys()]).toEqual([...files.keys()]);
  for (const [path, content] of again)
    expect(bytes(path).equals(Buffer.from(content)), path).toBe(true);
  const other = new Map(keyFiles(await makeCorpusCast('other')));
  expect(other.get('keys/idp.pem')).not.toBe(files.get('keys/idp.pem'));
});

describe('node-saml', () => {
  /** The NameID, or what the library says. */
  async function verdict({ files: { form = '' }, configuration }: CorpusEntry): Promise<string> {
    const { entityId, endpoint, trusts, requiresSignature } = configuration;
    const [idp] = trusts;
    const saml = new SAML({
      issuer: entityId,
      audience: entityId,
      callbackUrl: endpoint ?? '',
      entryPoint: names.idpEndpoint,
      idpIssuer: idp?.entityId ?? '',
      idpCert: idp?.certificates.map(read) ?? [],
      acceptedClockSkewMs: configuration.clockSkewSeconds * 1000,
      wantAuthnResponseSigned: false,
      wantAssertionsSigned: requiresSignature === 'assertion',
    });
    try {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: read(form) });
      return profile?.nameID ?? 'no user';
    } catch (error) {
      return String(error);
    }
  }

  beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: names.now }));
  afterAll(() => void vi.useRealTimers());

  test('accepts every valid response, but for what it does not have', async () => {
    const valid = entries('Response').filter(({ expected }) => expected === 'accept');
    const refused: string[] = [];
    for (const entry of valid)
      if (!entry.acceptedUsers.includes(await verdict(entry))) refused.push(entry.id);
    expect(valid.length).toBeGreaterThan(30);
    expect(refused).toEqual(['ok-rsa-sha384-1']);
  });

  test('refuses the signature cases for the signature', async () => {
    const hostile = entries('Response').filter(
      ({ checks, expected }) =>
        expected === 'refuse' &&
        checks.length > 0 &&
        checks.every((check) => ['signature', 'signature_present'].includes(check)),
    );
    const said = await Promise.all(hostile.map(async (entry) => [entry.id, await verdict(entry)]));
    expect(hostile.length).toBeGreaterThan(5);
    // It takes an Assertion whose own signature holds, and does not look at the one around it.
    expect(said.filter(([, what = '']) => !/signature/i.test(what))).toEqual([
      ['sig-outer-bad-inner-good-1', names.user],
    ]);
  });
});

describe('samlab', () => {
  test.each(entries('AuthnRequest'))(
    '$id: $title',
    ({ files: sent, expected, checks, binding }) => {
      const query = new URLSearchParams(sent.query && read(sent.query));
      const SAMLRequest = sent.form ? read(sent.form) : (query.get('SAMLRequest') ?? '');
      const refusals = examineAuthnRequest(
        {
          SAMLRequest,
          binding: binding === 'HTTP-POST' ? 'post' : 'redirect',
          address: names.idpEndpoint,
          now: names.now,
        },
        { displayName: 'SP', identifiers: [names.sp.entityId], replyUrls: [names.sp.acs] },
      ).flatMap(({ refusal }) => refusal?.code ?? []);
      expect(refusals).toEqual(expected === 'accept' ? [] : checks);
    },
  );

  test.each(index.entries.filter(({ kind }) => kind.startsWith('Logout')))(
    '$id: $title',
    ({ kind, files: sent, expected, checks, configuration }) => {
      const { entityId, endpoint, now, clockSkewSeconds, trusts, pendingRequestId } = configuration;
      const certificate = readCertificate(bytes('certificates/idp.pem'));
      const answers = read(sent.xml).includes(`InResponseTo="${pendingRequestId}"`);
      const { refusals } = examineLogout(
        {
          kind: kind === 'LogoutRequest' ? kind : 'LogoutResponse',
          xml: bytes(sent.xml),
          rawQuery: sent.query && read(sent.query),
        },
        {
          entityId,
          logoutUrl: endpoint ?? '',
          idpEntityId: trusts[0]?.entityId ?? '',
          now: new Date(now),
          skewSeconds: clockSkewSeconds,
          signers: {
            certificates: [{ ...certificate, thumbprint: thumbprint(certificate) }],
            allowSha1: false,
          },
          pending: answers ? 'waiting' : 'unknown',
          seenBefore: false,
        },
      );
      expect(refusals.map(({ check }) => check)).toEqual(expected === 'accept' ? [] : checks);
    },
  );
});

describe.skipIf(findProgram('xmlsec1') === undefined)('xmlsec1', () => {
  test.each(entries('EntityDescriptor'))('$id: $title', ({ files: { xml }, expected }) => {
    const trust = ['--enabled-key-data', 'x509', '--trusted-pem', 'certificates/idp.pem'];
    const ids = ['--id-attr:ID', `${ns.metadata}:EntityDescriptor`];
    const { status, stderr } = spawnSync(
      'xmlsec1',
      ['--verify', ...trust, '--verification-time', '2026-01-31 08:00:00', ...ids, xml],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(status === 0, stderr).toBe(expected === 'accept');
    if (status !== 0) expect(stderr).toMatch(/do not match|certificate verification failed/);
  });
});

test('the examples of its README run', () => {
  const example = (language: string) =>
    new RegExp(`\`\`\`${language}\\n([^\`]+)`).exec(read('README.md'))?.[1] ?? '';
  const node = execFileSync(process.execPath, ['--input-type=module', '-e', example('js')], {
    cwd: folder,
    encoding: 'utf8',
  });
  // A parser that refuses everything is wrong about exactly the valid responses.
  const wrong = entries('Response').filter(({ expected }) => expected === 'accept').length;
  expect(node.match(/^WRONG/gm)).toHaveLength(wrong);
  expect(node.match(/^ok/gm)).toHaveLength(entries('Response').length - wrong);
  if (findProgram('python3') === undefined) return;
  const python = execFileSync('python3', ['-c', example('python')], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(python).toBe(node);
});
