import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findHeadlessBrowser } from '../browser/find-browser.ts';
import { chromiumBrowsers } from './agent/chromium-browser.ts';
import { Connections, defaultLimits } from './agent/exchange.ts';
import {
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type ForeignSpOptions, startForeignSp } from './testing/foreign-sp.ts';

let idp: CheckIdentityProvider;
let sp: ForeignSp | undefined;
beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp?.close());

async function start(options: Partial<ForeignSpOptions>): Promise<ForeignSp> {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    ...options,
  });
  return sp;
}

const cases = casesOf('ok-assertion-signed', 'sig-stripped', 'web-cross-site-cookie');

/** Cookies of service providers, the verdict of the case, and what its note must say. */
const cookies: [name: string, options: Partial<ForeignSpOptions>, verdict: string, note: RegExp][] =
  [
    [
      'a state cookie with None and Secure',
      { stateCookie: 'SameSite=None; Secure' },
      'pass',
      /withheld no cookie/,
    ],
    ['a state cookie without SameSite', { stateCookie: 'HttpOnly' }, 'pass', /withheld no cookie/],
    [
      'a Lax state cookie',
      { stateCookie: 'SameSite=Lax' },
      'fail',
      /"state" \(SameSite=Lax\) from the response, which is a cross-site POST.*SameSite=None; Secure/,
    ],
    [
      'a Strict state cookie',
      { stateCookie: 'SameSite=Strict' },
      'fail',
      /"state" \(SameSite=Strict\)/,
    ],
    ['a Lax session cookie', { sessionCookie: 'SameSite=Lax' }, 'pass', /withheld no cookie/],
    [
      'a Strict session cookie',
      { sessionCookie: 'SameSite=Strict' },
      'fail',
      /arrives without a session: .*"sid" \(SameSite=Strict\) from the redirect.*SameSite=Lax/,
    ],
  ];

describe('an identity provider on another site, as Entra is', () => {
  test.each(cookies)('%s', async (_, options, verdict, note) => {
    const { report, stopped } = await checkForeign(await start(options), idp, { cases });
    expect(stopped).toBeUndefined();
    expect(report.cases['web-cross-site-cookie']).toMatchObject({ verdict, severity: 'high' });
    const [run] = report.cases['web-cross-site-cookie']?.runs ?? [];
    expect(run?.note).toMatch(note);
    if (verdict === 'fail') expect(run?.reason).toMatch(note);
    // Everything else is judged all the same.
    expect(report.cases['ok-assertion-signed']?.verdict).toBe('pass');
    expect(report.cases['sig-stripped']?.verdict).toBe('pass');
  });

  test('a cookie without SameSite is noted: it is sent for two minutes only', async () => {
    const foreign = await start({ stateCookie: 'HttpOnly' });
    const { report } = await checkForeign(foreign, idp, { cases });
    expect(report.cases['web-cross-site-cookie']?.runs[1]).toMatchObject({
      verdict: 'policy-noted',
      note: expect.stringMatching(/longer than two minutes.*"state" \(no SameSite, so Lax\)/),
    });
  });

  test('the finding about a cookie for each request says the same in every check', async () => {
    const names = ['_b70c5d1e02964f6ea0e4b9c0a4d4f3aa', '_0c1de2b2f3054c53a8d1f6a0d5aa11bb'];
    const reasons: (string | undefined)[] = [];
    for (const name of names) {
      const foreign = await start({
        route: (path, response, request) => {
          if (path === '/login')
            response.setHeader('set-cookie', `state${name}=1; Path=/; SameSite=Lax`);
          if (path !== '/acs' || request.headers.cookie?.includes(name)) return false;
          response.writeHead(403).end('No state');
          return true;
        },
      });
      const { report } = await checkForeign(foreign, idp, { cases });
      reasons.push(report.cases['web-cross-site-cookie']?.runs[0]?.reason);
      await foreign.close();
    }
    expect(reasons[0]).toContain('the cookie "state_…" (SameSite=Lax)');
    expect(reasons[1]).toBe(reasons[0]);
  });

  test('the finding is there whatever cases were chosen', async () => {
    const foreign = await start({ stateCookie: 'SameSite=Lax' });
    const { report } = await checkForeign(foreign, idp, { cases: casesOf('sig-stripped') });
    expect(Object.entries(report.cases).map(([id, { verdict }]) => [id, verdict])).toEqual([
      ['sig-stripped', 'pass'],
      ['web-cross-site-cookie', 'fail'],
    ]);
  });

  test('a cookie that no browser keeps ends the check by name', async () => {
    const foreign = await start({ stateCookie: 'SameSite=None' });
    const { stopped } = await checkForeign(foreign, idp, { cases });
    expect(stopped?.message).toMatch(
      /403.*do not keep the cookie "state": SameSite=None needs Secure\. Set the cookie with both\.$/, // nothing about trust
    );
  });
});

describe.skipIf(findHeadlessBrowser() === undefined)('in Chromium', () => {
  test.each(cookies.filter(([name]) => /Lax state|Strict session|None and/.test(name)))(
    '%s',
    async (_, options, verdict, note) => {
      const connections = new Connections({
        signal: new AbortController().signal,
        limits: { ...defaultLimits, timeout: 20_000 },
      });
      const browsers = await chromiumBrowsers(connections);
      try {
        const { report } = await checkForeign(await start(options), idp, {
          cases: casesOf('web-cross-site-cookie'),
          browsers,
        });
        expect(report.cases['web-cross-site-cookie']?.verdict).toBe(verdict);
        expect(report.cases['web-cross-site-cookie']?.runs[0]?.note).toMatch(note);
      } finally {
        await browsers.close();
        connections.close();
      }
    },
  );
});
