import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTenant } from '../../check/index.ts';
import { type ForeignSp, startForeignSp } from '../../check/testing/foreign-sp.ts';
import { sampleCase, sampleReport, sampleRun } from '../../check/testing/sample-report.ts';
import { runCaptured } from '../testing/run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-dry-run-'));
const file = (name: string) => join(folder, name);
const data = file('data');
const cases = 'ok-assertion-signed,cond-expired,slo-unsigned-request';
let sp: ForeignSp;
/** The paths that were asked for, by one connection each. */
const requests: string[] = [];
const counter = createServer((request, response) => {
  requests.push(`${request.method} ${request.url}`);
  response.end();
});
let connections = 0;
counter.on('connection', () => (connections += 1));
let url = '';

beforeAll(async () => {
  const tenant = await openTenant(data, () => new Date());
  const idpCertificate = tenant.identityProvider.key.certificateBase64;
  await tenant.close();
  sp = await startForeignSp({
    idpCertificate,
    route: (path) => {
      requests.push(path);
      return false;
    },
  });
  await new Promise<void>((resolve) => counter.listen(0, 'localhost', resolve));
  const address = counter.address();
  url = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  const metadata = await (await fetch(sp.metadata)).text();
  writeFileSync(file('sp.xml'), metadata.replaceAll(sp.url, url));
});
afterAll(async () => {
  await sp.close();
  counter.close();
  rmSync(folder, { recursive: true });
});

const dryRun = (metadata: string, ...more: string[]) =>
  runCaptured(
    ...['check', '--dry-run', '--sp-metadata', metadata, '--data', data],
    ...['--login-url', `${url}/login`, '--whoami', `${url}/me`, ...more],
  );

describe('samlab check --dry-run', () => {
  test('lists cases, addresses and identity, and opens no connection', async () => {
    const { code, out } = await dryRun(
      file('sp.xml'),
      '--case',
      cases,
      '--report',
      `json:${file('r.json')}`,
    );
    expect(code).toBe(0);
    expect(out).toContain('Nothing was sent');
    expect(out).toMatch(new RegExp(`Sends to +${url}\\n`));
    expect(out).toMatch(new RegExp(`Login URL +${url}/login\\n`));
    expect(out).toMatch(new RegExp(`Responses +${url}/acs\\n`));
    expect(out).toMatch(/Signs as +https:\/\/sts\.windows\.net\//);
    expect(out).toMatch(/Signs in +B\.Simon@contoso\.com\n/);
    expect(out).toMatch(/cond-expired +\w+ +\S.* \(\d+ messages\)/);
    expect(out).toMatch(
      /Skipped: \d+ messages? of \d+ cases?\.\n {2}Needs a SingleLogoutService .*\n {4}slo-unsigned-request/,
    );
    expect(out).not.toContain('Takes');
    expect(connections).toBe(0);
    expect(existsSync(file('r.json'))).toBe(false);
  });

  test('control: the counter sees a connection', async () => {
    await fetch(`${url}/login`);
    expect(connections).toBe(1);
  });

  test('reads metadata at a URL, and asks for nothing else', async () => {
    requests.length = 0;
    expect((await dryRun(sp.metadata, '--case', cases)).code).toBe(0);
    expect(requests).toEqual(['/metadata']);
  });

  test('promises no more requests than the check sends', async () => {
    const args = ['--sp-metadata', sp.metadata, '--login-url', sp.login, '--whoami', sp.whoami];
    const check = (...more: string[]) =>
      runCaptured('check', ...args, '--data', data, '--case', cases, ...more);
    const promised = Number(/Requests +at least (\d+)/.exec((await check('--dry-run')).out)?.[1]);
    requests.length = 0;
    expect((await check()).code).toBe(0);
    expect(promised).toBeGreaterThan(0);
    expect(requests.length).toBeGreaterThanOrEqual(promised);
  });

  test('estimates the time by an earlier report', async () => {
    const run = sampleRun('cond-expired#1', { durationMs: 240_000 });
    const report = sampleReport([sampleCase('cond-expired', { runs: [run] })]);
    const name = `${url}/metadata`;
    const earlier = { ...report, target: { ...report.target, name } };
    writeFileSync(file('old.json'), JSON.stringify(earlier));
    const { out } = await dryRun(
      ...([
        file('sp.xml'),
        '--case',
        'ok-assertion-signed',
        '--compare',
        file('old.json'),
      ] as const),
    );
    expect(out).not.toContain('Takes');
    const known = await dryRun(
      file('sp.xml'),
      '--case',
      'cond-expired',
      '--compare',
      file('old.json'),
      ...['--concurrency', '1'],
    );
    const runs = Number(/with (\d+) message/.exec(known.out)?.[1]);
    expect(known.out).toContain(`about ${(runs * 4).toFixed(1)} minutes, as in`);
    writeFileSync(file('old.json'), JSON.stringify(earlier).replaceAll('240000', '200'));
    const short = await dryRun(
      file('sp.xml'),
      ...['--case', 'cond-expired', '--compare', file('old.json'), '--concurrency', '64'],
    );
    expect(short.out).toContain('about 1 second, as in');
  });

  test('makes no keys', async () => {
    const other = file('other');
    const { code, out } = await dryRun(file('sp.xml'), '--data', other);
    expect([code, out]).toEqual([0, expect.stringContaining(`none in ${other} yet`)]);
    expect(existsSync(other)).toBe(false);
  });

  test('refuses wrong options and metadata, as the check does', async () => {
    writeFileSync(file('page.xml'), '<html/>');
    const wrong = await dryRun(file('page.xml'));
    expect([wrong.code, wrong.err]).toEqual([
      2,
      expect.stringMatching(/page\.xml is not the metadata of a service provider/),
    ]);
    const faults = await dryRun(file('sp.xml'), '--case', 'xsw33', '--report', 'pdf:x');
    expect([faults.code, faults.err.trim().split('\n').length]).toEqual([2, 2]);
  });
});
