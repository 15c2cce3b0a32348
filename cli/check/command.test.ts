import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTenant } from '../../check/index.ts';
import {
  type ForeignSp,
  type ForeignSpOptions,
  type Misbehaviour,
  startForeignSp,
} from '../../check/testing/foreign-sp.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-check-command-'));
const data = join(folder, 'data');
let idpCertificate = '';
let sp: ForeignSp | undefined;

beforeAll(async () => {
  const tenant = await openTenant(data, () => new Date());
  idpCertificate = tenant.identityProvider.key.certificateBase64;
  await tenant.close();
});
afterEach(() => sp?.close());
afterAll(() => rmSync(folder, { recursive: true }));

async function target(how: Misbehaviour | Partial<ForeignSpOptions> = {}): Promise<string[]> {
  const options = typeof how === 'string' ? { misbehaviour: how } : how;
  sp = await startForeignSp({ idpCertificate, ...options });
  const { metadata, login, whoami } = sp;
  return ['--sp-metadata', metadata, '--login-url', login, '--whoami', whoami, '--data', data];
}

/** Runs `samlab check` in this process. */
async function check(...args: string[]) {
  vi.stubEnv('NO_COLOR', '1');
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const errors = vi.spyOn(console, 'error').mockImplementation((text) => {
    err += `${String(text)}\n`;
  });
  try {
    return { code: await run(['check', ...args]), out: () => out, err: () => err };
  } finally {
    for (const spy of [stdout, stderr, errors]) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

describe('samlab check', () => {
  test('exits with 0: says what it sends and where, then the result and the next steps', async () => {
    const args = [...(await target()), '--case', 'sig-stripped,ok-assertion-signed'];
    const { code, out, err } = await check(...args);
    expect(err()).toMatch(
      /2 cases: 2 to play with 2 messages\.\nsamlab: Each message goes to http:\/\/localhost:\d+, after a control sign-in, and nothing goes anywhere else\.\n/,
    );
    expect(out()).toMatch(
      /✓ http:\/\/localhost:\d+\/metadata passed: no findings in 2 cases that were played\./,
    );
    expect(out()).toMatch(/Next:\n {2}1\. /);
    expect(code).toBe(0);
  });

  test('uses the singular for one case', async () => {
    const { code, out, err } = await check(...(await target()), '--case', 'ok-assertion-signed');
    expect(err()).toContain('samlab: 1 case: 1 to play with 1 message.\n');
    expect(out()).toContain('passed: no findings in 1 case that was played.');
    expect(out()).toContain(
      '\n  1 case: 1 played with 1 message.\n  Exit code 0: there are no findings.\n',
    );
    expect(code).toBe(0);
  });

  test('exits with 1: findings, the worst first, in every report', async () => {
    const file = (name: string) => join(folder, 'new', 'reports', name);
    const kinds = ['json', 'junit', 'sarif', 'html', 'ctrf', 'markdown'];
    const reports = kinds.map((kind) => `${kind}:${file(kind)}`);
    const { code, out } = await check(
      ...(await target('trusts-anyone')),
      ...['--case', 'cond-expired,xsw3,ok-assertion-signed', '--report', reports.join(',')],
    );
    expect(code).toBe(1);
    expect(out()).toMatch(
      /✗ .* needs work: 2 findings in 3 cases that were played, signed in the wrong user in 1 case\./,
    );
    expect(out()).toMatch(/1\. Fix xsw3 \(critical\)/);
    const json = JSON.parse(readFileSync(file('json'), 'utf8')) as {
      cases: Record<string, { verdict: string; runs: { exchanges: { sent: string }[] }[] }>;
    };
    expect(Object.entries(json.cases).map(([id, { verdict }]) => [id, verdict])).toEqual([
      ['ok-assertion-signed', 'pass'],
      ['xsw3', 'fail'],
      ['cond-expired', 'fail'],
    ]);
    expect(json.cases.xsw3?.runs[0]?.exchanges[0]?.sent).toContain('hostile@example.test');
    expect(readFileSync(file('junit'), 'utf8')).toContain('failures="2"');
    expect(readFileSync(file('sarif'), 'utf8')).toContain('"ruleId": "xsw3"');
    expect(readFileSync(file('html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(readFileSync(file('ctrf'), 'utf8'))).toMatchObject({
      results: { summary: { tests: 3, passed: 1, failed: 2 } },
    });
    expect(readFileSync(file('markdown'), 'utf8')).toMatch(/#### Critical\n\n\*\*xsw3\*\*/);
  });

  test('a baseline accepts a known failure, and is stale once the case passes', async () => {
    const baseline = join(folder, 'known.yaml');
    writeFileSync(baseline, '- {id: cond-expired, reason: Ticket 7}\n');
    const known = ['--case', 'cond-expired', '--baseline', baseline];
    const bad = await check(...(await target('trusts-anyone')), ...known);
    expect([bad.code, bad.out()]).toEqual([
      0,
      expect.stringContaining('1 known failure of the baseline'),
    ]);
    await sp?.close();
    const good = await check(...(await target()), ...known);
    expect([good.code, good.out()]).toEqual([
      1,
      expect.stringContaining('Remove cond-expired from the baseline'),
    ]);
  });

  test('--compare: only what is new since an earlier build fails', async () => {
    const old = join(folder, 'old.json');
    const build = async (how: Misbehaviour | undefined, ...more: string[]) => {
      await sp?.close();
      const saml = { issuer: 'urn:sp', audience: 'urn:sp' };
      const args = [...(await target({ ...(how && { misbehaviour: how }), saml })), ...more];
      return check(...args, '--case', 'cond-expired,ok-assertion-signed');
    };
    const first = await build('trusts-anyone', '--report', `json:${old}`);
    expect(first.code).toBe(1);
    const same = await build('trusts-anyone', '--compare', old);
    expect([same.code, same.out()]).toEqual([
      0,
      expect.stringMatching(
        /0 new findings, 0 fixed, 1 still there[\s\S]*so the check does not fail/,
      ),
    ]);
    const fixed = await build(undefined, '--compare', old, '--report', `json:${old}`);
    expect([fixed.code, fixed.out()]).toEqual([
      0,
      expect.stringMatching(/· cond-expired {2}fixed: failed then, passed now/),
    ]);
    const broken = await build('trusts-anyone', '--compare', old, '--report', `json:${old}`);
    expect([broken.code, broken.out()]).toEqual([
      1,
      expect.stringMatching(/✗ cond-expired {2}new: passed then, failed now/),
    ]);
    expect(JSON.parse(readFileSync(old, 'utf8'))).toMatchObject({
      comparison: { changes: [{ id: 'cond-expired', change: 'new' }] },
    });
    writeFileSync(old, readFileSync(old, 'utf8').replaceAll('urn:sp', 'urn:other'));
    const other = await build(undefined, '--compare', old);
    expect([other.code, other.err().trim()]).toEqual([
      2,
      `samlab: ${old} cannot be compared: it is about urn:other, and this check about urn:sp. Name a report of this service provider.`,
    ]);
    expect(sp?.posts()).toBe(0);
  });

  test('exits with 2: says in sentences why it could not run', async () => {
    const faults = await check('--case', 'xsw33', '--concurrency', 'x');
    expect([faults.code, faults.err().trim().split('\n')]).toEqual([
      2,
      [
        'samlab: There is no case "xsw33"; did you mean "xsw3"?',
        'samlab: --concurrency must be a number from 1 to 64, not "x".',
      ],
    ]);
    const away = await check(...(await target('login-loops')));
    expect([away.code, away.err()]).toEqual([2, expect.stringContaining('redirects endlessly')]);
  });

  test('exits with 2 after a 429 in the middle, with a partial summary', async () => {
    const args = [...(await target('limits-the-rate')), '--group', 'cond', '--concurrency', '1'];
    const { code, out, err } = await check(...args);
    expect(code).toBe(2);
    expect(out()).toContain('The check is incomplete');
    expect(err()).toMatch(/429.*does not retry/);
  });

  test('exits with 2 when the valid sign-in fails: every report has it, and it is a file that explain reads', async () => {
    const file = (name: string) => join(folder, 'control', name);
    const reports = ['json', 'junit', 'sarif', 'html'].map((kind) => `${kind}:${file(kind)}`);
    const args = await target({ refuses: () => true });
    const { code, out, err } = await check(...args, '--report', reports.join(','));
    const kept = join(data, 'failed-control.json');
    expect([code, out()]).toEqual([2, '']);
    expect(err()).toMatch(/A valid response to http:\S+\/acs opened no session\./);
    expect(err()).toContain(`The sign-in that failed is in ${kept}: both messages`);
    const exchange: unknown = JSON.parse(readFileSync(kept, 'utf8'));
    expect(exchange).toMatchObject({ outcome: 'failure', answer: { status: 403 } });
    expect(JSON.parse(readFileSync(file('json'), 'utf8'))).toMatchObject({ control: { exchange } });
    expect(readFileSync(file('junit'), 'utf8')).toMatch(
      /errors="1"[\s\S]*<error message="A valid response[^>]*type="control_failed">/,
    );
    expect(readFileSync(file('sarif'), 'utf8')).toContain('"executionSuccessful": false');
    const page = readFileSync(file('html'), 'utf8');
    expect(page).toContain('The valid sign-in that failed');
    expect(page).toMatch(/&lt;samlp:AuthnRequest[\s\S]*&lt;samlp:Response/);
  });

  test('--print-idp-metadata prints further keys and a second identity provider', async () => {
    const all = await check('--print-idp-metadata', 'all-keys', '--data', data);
    expect(all.out().match(/<KeyDescriptor use="signing">/g)).toHaveLength(3);
    const second = await check('--print-idp-metadata', 'second', '--data', data);
    expect(second.out()).toContain('entityID="https://second-idp.example.test/"');
    const other = await check('--print-idp-metadata', 'third', '--data', data);
    expect([other.code, other.err()]).toEqual([
      2,
      'samlab: --print-idp-metadata accepts no value, all-keys or second, not "third".\n',
    ]);
  });

  test('--print-idp-metadata prints the metadata that the service provider must trust', async () => {
    const { code, out } = await check('--print-idp-metadata', '--data', data);
    expect(code).toBe(0);
    expect(out()).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?><EntityDescriptor /);
    expect(out()).toContain(idpCertificate);
  });
});
