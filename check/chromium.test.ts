import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findHeadlessBrowser } from '../browser/find-browser.ts';
import type { BrowserMaker } from './agent/browser.ts';
import { chromiumBrowsers } from './agent/chromium-browser.ts';
import { Connections, defaultLimits } from './agent/exchange.ts';
import { temporaryIdentityProvider } from './identity/identity-provider.ts';
import { runCheck } from './oracle/run-check.ts';
import { siteInThisThread } from './subject/own-site.ts';
import { ownTarget } from './subject/own-target.ts';
import type { Target } from './subject/target.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { startForeignSp } from './testing/foreign-sp.ts';

const missing = findHeadlessBrowser() === undefined;

describe.skipIf(missing)('in Chromium', () => {
  let browsers: BrowserMaker;
  let target: Target;
  const connections = new Connections({
    signal: new AbortController().signal,
    limits: { ...defaultLimits, timeout: 20_000 },
  });

  beforeAll(async () => {
    browsers = await chromiumBrowsers(connections);
    target = await ownTarget({ clock, host: siteInThisThread(clock) });
  });
  afterAll(async () => {
    await browsers?.close();
    await target?.close();
  });

  test('cases get the same verdicts with real cookies and redirects', async () => {
    const cases = casesOf(
      'ok-assertion-signed',
      'ok-idp-initiated',
      'sig-stripped',
      'cond-expired',
      'web-login-csrf',
      'web-session-fixation',
      'web-relaystate-redirect',
      'proto-irt-other-session',
    );
    const { report, stopped } = await runCheck({
      target,
      cases,
      clock,
      browsers: { page: browsers, problem: browsers },
      concurrency: 2,
      signal: new AbortController().signal,
      userAgent: 'chromium',
      version: '0.0.0',
      keepMessages: false,
    });
    expect(stopped).toBeUndefined();
    const runs = Object.values(report.cases).flatMap((each) => each.runs);
    const bad = runs.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'inert-ok');
    expect(bad.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).toEqual([]);
    expect(runs.length).toBeGreaterThanOrEqual(cases.length);
  });

  test.each(['login-needs-scripts', 'login-by-form', 'finishes-by-script'] as const)(
    'a service provider with %s passes',
    async (misbehaviour) => {
      const idp = await temporaryIdentityProvider(clock());
      const sp = await startForeignSp({
        idpCertificate: idp.key.certificateBase64,
        entryPoint: idp.singleSignOn,
        misbehaviour,
      });
      try {
        const cases = casesOf('ok-assertion-signed', 'sig-stripped');
        const { report } = await checkForeign(sp, idp, { cases, browsers, timeout: 20_000 });
        expect(Object.values(report.cases).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
      } finally {
        await sp.close();
      }
    },
  );

  test('a new browser shares no state with an earlier one', async () => {
    const seen: string[] = [];
    let arrivedWith = '';
    const server = createServer(({ headers, url = '' }, response) => {
      const [, storage] = url.split('/saw/');
      const cookie = headers.cookie ?? 'none';
      if (storage !== undefined) seen.push(`${arrivedWith}|${storage}`);
      else {
        arrivedWith = cookie;
        response.setHeader('set-cookie', 'cookie=left');
      }
      response.setHeader('content-type', 'text/html');
      response.end(storage === undefined ? leavesBehind : '');
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const origin = `http://localhost:${port}`;
    try {
      // A browser that leaves session storage behind, one that does not, and one after each.
      for (const path of ['/session', '/', '/']) {
        const browser = await browsers.open(new Set([origin]));
        for (let visit = 0; visit < 2; visit += 1) await browser.submit(`${origin}${path}`, []);
        await browser.close();
      }
    } finally {
      server.close();
      server.closeAllConnections();
    }
    expect(seen).toEqual([
      ...['none|none', 'cookie=left|local,session'],
      ...['none|none', 'cookie=left|local'],
      ...['none|none', 'cookie=left|local'],
    ]);
  });
});

/** Reports what it finds, then leaves something. */
const leavesBehind = `<script>
  const found = [localStorage.left, sessionStorage.left].filter(Boolean);
  localStorage.left = 'local';
  if (location.pathname === '/session') sessionStorage.left = 'session';
  fetch('/saw/' + (found.join() || 'none'));
</script>`;
