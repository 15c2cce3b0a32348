import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { decodeMessage } from '../exchanges/decode-message.ts';
import { readExchange, writeExchange } from '../exchanges/exchange-file.ts';
import {
  type CheckIdentityProvider,
  makeFurtherSigners,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { summarise } from './report/summary.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type ForeignSpOptions, startForeignSp } from './testing/foreign-sp.ts';

let idp: CheckIdentityProvider;
let sp: ForeignSp | undefined;

beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp?.close());

async function start(options: Partial<ForeignSpOptions> = {}): Promise<ForeignSp> {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    ...options,
  });
  return sp;
}

const some = casesOf('ok-assertion-signed', 'sig-stripped', 'cond-expired', 'xsw3');

describe('a service provider of node-saml', () => {
  test('accepts valid responses and refuses hostile ones', async () => {
    const { report, stopped } = await checkForeign(await start(), idp, { cases: some });
    expect(stopped).toBeUndefined();
    const verdicts = Object.values(report.cases).map(({ id, verdict }) => [id, verdict]);
    expect(verdicts).toEqual(some.map(({ id }) => [id, 'pass']));
    expect(report.cases['cond-expired']?.runs[0]).toMatchObject({
      outcome: 'none',
      exchanges: [{ answer: { status: 403, title: 'Refused', text: expect.stringMatching(/./) } }],
    });
  });

  test.each(['/user/email', 'status', 'status:200', 'text:"email":"B.Simon@contoso.com"'])(
    'is read by --success %s',
    async (success) => {
      const { report } = await checkForeign(await start(), idp, { cases: some, success });
      expect(Object.values(report.cases).map(({ verdict }) => verdict)).toEqual(
        some.map(() => 'pass'),
      );
    },
  );

  test('may send its request by a self-posting form', async () => {
    const foreign = await start({ misbehaviour: 'login-by-form' });
    const { report } = await checkForeign(foreign, idp, { cases: some });
    expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
  });

  test('may be IdP-initiated only', async () => {
    const foreign = await start({ acceptUnsolicited: true });
    const cases = [...some, ...casesOf('proto-irt-other-session')];
    const { report } = await checkForeign(foreign, idp, { cases, unsolicited: true });
    expect(report.cases['sig-stripped']?.verdict).toBe('pass');
    expect(report.cases['proto-irt-other-session']).toMatchObject({
      verdict: 'not-applicable',
      runs: [{ reason: expect.stringContaining('IdP-initiated') }],
    });
  });

  test('is found to accept or refuse unsolicited responses', async () => {
    const cases = casesOf('ok-idp-initiated', 'web-unsolicited');
    const strict = await checkForeign(await start(), idp, { cases });
    expect(strict.report.cases['ok-idp-initiated']?.verdict).toBe('not-applicable');
    expect(strict.report.cases['web-unsolicited']?.verdict).toBe('pass');
    await sp?.close();
    const open = await checkForeign(await start({ acceptUnsolicited: true }), idp, { cases });
    expect(open.report.cases['ok-idp-initiated']?.verdict).toBe('pass');
    expect(open.report.cases['web-unsolicited']?.verdict).toBe('not-applicable');
  });
});

describe('a service provider with more than one trusted key', () => {
  test('skips the cases that need it without --offers, and says how to run them', async () => {
    const cases = casesOf(
      'ok-key-rollover',
      'ok-ecdsa-sha256',
      'proto-other-trusted-idp',
      'cond-authncontext-weaker',
      'cond-session-expired',
    );
    const { report } = await checkForeign(await start(), idp, { cases });
    const reasons = Object.values(report.cases).map(({ runs }) => runs.at(-1)?.reason);
    expect(reasons).toEqual([
      expect.stringMatching(/--print-idp-metadata all-keys.*--offers second-signing-key/),
      expect.stringMatching(/--print-idp-metadata all-keys.*--offers ec-signing-key/),
      expect.stringMatching(/--print-idp-metadata second.*--offers second-idp/),
      expect.stringContaining('authn-context-login-url in the settings file'),
      expect.stringMatching(/clock.*your own test/),
    ]);
  });

  test('runs the cases with a second signing key', async () => {
    const further = await makeFurtherSigners(clock());
    const cases = casesOf('ok-key-rollover');
    const verdict = async (furtherCertificates: readonly string[]) => {
      const { report } = await checkForeign(await start({ furtherCertificates }), idp, {
        cases,
        offers: ['second-signing-key'],
        furtherSigners: async () => further,
      });
      await sp?.close();
      return report.cases['ok-key-rollover']?.verdict;
    };
    expect(await verdict([further.idpSecondKey.certificateBase64])).toBe('pass');
    expect(await verdict([])).toBe('fail');
  });

  test('finds whether it distinguishes a second identity provider', async () => {
    const further = await makeFurtherSigners(clock());
    const cases = casesOf('proto-other-trusted-idp');
    const verdicts = async (checksIssuer: boolean) => {
      const furtherCertificates = [further.secondIdp.key.certificateBase64];
      const { report } = await checkForeign(
        await start({ furtherCertificates, checksIssuer }),
        idp,
        { cases, offers: ['second-idp'], furtherSigners: async () => further },
      );
      await sp?.close();
      return report.cases['proto-other-trusted-idp']?.runs.map(({ verdict }) => verdict);
    };
    // It never compares the key with the Issuer, so the last run fails also where the Issuer is checked.
    expect(await verdicts(true)).toEqual(['pass', 'pass', 'fail']);
    expect(await verdicts(false)).toEqual(['fail', 'fail', 'fail']);
  });

  test('uses the URL that starts a sign-in with ForceAuthn', async () => {
    const cases = casesOf('cond-authn-instant');
    const foreign = await start();
    const { report } = await checkForeign(foreign, idp, {
      cases,
      loginUrls: { forceAuthn: `${foreign.url}/login-again` },
    });
    expect(report.cases['cond-authn-instant']?.runs[0]).toMatchObject({
      outcome: 'session', // node-saml does not check AuthnInstant
      note: expect.stringContaining('ForceAuthn'),
    });
  });
});

describe('a bad service provider', () => {
  test('fails when it signs in the hostile marker', async () => {
    const foreign = await start({ misbehaviour: 'trusts-anyone' });
    const { report } = await checkForeign(foreign, idp, { cases: some });
    expect(report.cases['sig-stripped']).toMatchObject({
      verdict: 'fail',
      runs: [{ outcome: 'hostile' }],
    });
    expect(report.cases['cond-expired']).toMatchObject({
      verdict: 'fail',
      runs: [{ outcome: 'session' }, { verdict: 'not-shown', findingOf: 'cond-expired' }],
    });
    expect(report.cases.xsw3?.runs[0]).toMatchObject({
      verdict: 'not-shown',
      findingOf: 'sig-stripped',
    });
    expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
  });

  test('may refuse with status 500, and the report says so', async () => {
    const foreign = await start({ misbehaviour: 'refuses-with-500' });
    const { report } = await checkForeign(foreign, idp, { cases: some });
    expect(report.cases['sig-stripped']).toMatchObject({ verdict: 'pass' });
    expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
    expect(report.target.refusalStatus).toBe(500);
    expect(summarise(report).sentence).toContain('It refuses with status 500.');
  });

  test('breaks down when it answers with another 5xx status and the next valid sign-in fails', async () => {
    const cases = casesOf('xml-doctype', 'sig-stripped', 'ok-assertion-signed');
    const foreign = await start({ misbehaviour: 'breaks-on-a-doctype' });
    const { report } = await checkForeign(foreign, idp, { cases, concurrency: 1 });
    expect(report.cases['xml-doctype']).toMatchObject({
      verdict: 'error',
      runs: [{ reason: expect.stringMatching(/broke down.*503/) }],
    });
    expect(report.cases['sig-stripped']?.verdict).toBe('pass');
    expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
  });
});

describe('a check that cannot start says why in a sentence', () => {
  const begin = async (options: Partial<ForeignSpOptions>, timeout = 5000) =>
    checkForeign(await start(options), idp, { cases: some, timeout });

  test.each([
    ['login-loops', 'endless_redirect', /redirect.*--login-url/],
    ['login-needs-scripts', 'needs_scripts', /--browser/],
    ['login-is-a-page', 'no_request', /"Sign in".*--login-url/],
    ['login-is-missing', 'no_request', /404.*--login-url/],
    ['whoami-knows-everyone', 'probe_unusable', /--whoami.*--success/],
  ] as const)('%s', async (misbehaviour, code, message) => {
    await expect(begin({ misbehaviour })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(sp?.posts()).toBe(0);
  });

  test('when whoami never answers', async () => {
    await expect(begin({ misbehaviour: 'whoami-hangs' }, 300)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/\/me did not answer within 0.3 seconds.*--whoami/),
    });
  });

  test('when the service provider trusts another key', async () => {
    const other = await temporaryIdentityProvider(clock());
    const { report, stopped } = await begin({ idpCertificate: other.key.certificateBase64 });
    expect(stopped).toMatchObject({
      code: 'control_failed',
      message: expect.stringMatching(/403.*Refused.*--print-idp-metadata/),
    });
    expect(report).toMatchObject({
      cases: {},
      partial: stopped?.message,
      target: { acs: `${sp?.url}/acs` },
    });
    const { exchange } = report.control ?? {};
    if (!exchange?.request || !exchange.response) throw new TypeError('no messages');
    expect(readExchange(Buffer.from(writeExchange(exchange)))).toEqual(exchange);
    const [request, response] = [exchange.request, exchange.response].map(decodeMessage);
    const id = /<samlp:AuthnRequest[^>]* ID="([^"]+)"/.exec(request?.text ?? '')?.[1];
    expect(id).toBeDefined();
    expect(response?.text).toContain(` InResponseTo="${id}"`);
    expect(exchange).toMatchObject({
      kind: 'sign-in',
      outcome: 'failure',
      user: 'B.Simon@contoso.com',
      refusal: { by: 'sp', message: expect.stringContaining('opened no session') },
      answer: { by: 'sp', status: 403, title: 'Refused', address: `${sp?.url}/acs` },
    });
    expect(summarise(report).sentence).toMatch(/was not checked, because a valid sign-in failed\./);
    expect(sp?.posts()).toBe(3); // also from the same site, and one with another key: nothing hostile
  });

  test('when it sends users to another identity provider', async () => {
    const other = await temporaryIdentityProvider(clock());
    const entryPoint = 'https://login.example.test/saml2';
    const { stopped } = await begin({ idpCertificate: other.key.certificateBase64, entryPoint });
    expect(stopped?.message).toMatch(/sends users to https:\/\/login\.example\.test\/saml2/);
  });

  test('when it cannot be reached, or its metadata is invalid', async () => {
    const { url, whoami, login } = await start();
    const at = (metadata: string) =>
      checkForeign({ metadata, login, whoami }, idp, { cases: some });
    await expect(at(`${url}/`)).rejects.toMatchObject({ code: 'not_metadata' });
    await expect(at(`${url}/nothing`)).rejects.toThrow(/status 404.*--sp-metadata/);
    await expect(at('./no-such-file.xml')).rejects.toThrow(/no file .\/no-such-file.xml/);
    await expect(at('http://localhost:1/metadata')).rejects.toMatchObject({ code: 'unreachable' });
    await expect(at('https://sp.example.test/metadata')).rejects.toThrow(/--target-is-mine/);
  });
});

describe('a check that stops early', () => {
  test('does not retry after a 429, and returns a partial report', async () => {
    const foreign = await start({ misbehaviour: 'limits-the-rate' });
    const { report, stopped } = await checkForeign(foreign, idp, { cases: some });
    expect(stopped).toMatchObject({ code: 'rate_limited' });
    expect(report.partial).toMatch(/429/);
    expect(foreign.posts()).toBeLessThanOrEqual(15 + 4); // one for each pending run
  });

  test('reports the finished runs as partial when it is interrupted', async () => {
    const controller = new AbortController();
    const { report } = await checkForeign(await start(), idp, {
      cases: [...some, ...casesOf('sig-wrong-key', 'xsw1', 'xsw2', 'xsw4', 'xsw5', 'xsw6')],
      signal: controller.signal,
      onRun: () => controller.abort(),
    });
    expect(report.partial).toBe('It was interrupted.');
    const played = Object.keys(report.cases).length;
    expect(played).toBeGreaterThan(0);
    expect(played).toBeLessThan(10);
  });
});
