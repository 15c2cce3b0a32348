import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../browser/find-browser.ts';
import type { BrowserMaker } from './agent/browser.ts';
import { chromiumBrowsers } from './agent/chromium-browser.ts';
import { defaultLimits } from './agent/exchange.ts';
import { runCheck } from './oracle/run-check.ts';
import { ownTarget } from './target/own-target.ts';
import type { Target } from './target/target.ts';
import { casesOf, clock } from './testing/check-with.ts';

const missing = findBrowser() === undefined;

describe.skipIf(missing)('in Chromium', () => {
  let browsers: BrowserMaker;
  let target: Target;

  beforeAll(async () => {
    browsers = await chromiumBrowsers({ ...defaultLimits, timeout: 20_000 });
    target = await ownTarget({ clock });
  });
  afterAll(async () => {
    await browsers?.close();
    await target?.close();
  });

  test('the same cases come to the same verdicts, cookies and redirects being real', async () => {
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
      ...{ target, cases, clock },
      browsers: { message: browsers, played: browsers },
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
});
