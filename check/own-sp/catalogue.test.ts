import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import { Connections } from '../agent/exchange.ts';
import { httpBrowsers } from '../agent/http-browser.ts';
import { runCheck } from '../oracle/run-check.ts';
import type { CheckReport } from '../report/report.ts';
import { siteInThisThread } from '../subject/own-site.ts';
import { ownTarget } from '../subject/own-target.ts';
import { clock } from '../testing/check-with.ts';
import { isFinding } from '../verdict.ts';

/**
 * Reasons for which runs may be skipped at samlab's own service provider. A case that leaves this list must pass, and none may join it.
 */
const SKIPPED = /encryption certificate|SingleLogoutService|change the metadata|look-alike/;

let report: CheckReport;
let stopped: unknown;

beforeAll(async () => {
  const signal = new AbortController().signal;
  const connections = new Connections({ signal });
  const target = await ownTarget({ clock, allowLoad: true, host: siteInThisThread(clock) });
  try {
    ({ report, stopped } = await runCheck({
      target,
      clock,
      signal,
      cases: allCases,
      browsers: {
        page: httpBrowsers(connections),
        problem: httpBrowsers(connections, 'problem'),
      },
      concurrency: 4,
      userAgent: 'http',
      version: '0.0.0',
      keepMessages: false,
    }));
  } finally {
    connections.close();
    await target.close();
  }
});
afterAll(() => {
  const all = Object.values(report?.cases ?? {});
  const played = all.filter(({ verdict }) => verdict !== 'not-applicable').length;
  console.info(`${played} of ${all.length} cases run in ${report?.durationMs} ms`);
});

describe("samlab's own service provider", () => {
  test('is checked to the end', () => {
    expect(stopped).toBeUndefined();
    expect(Object.keys(report.cases)).toEqual(allCases.map(({ id }) => id));
  });

  test('refuses what it must, each for the right reason, and accepts what it must', () => {
    const runs = Object.values(report.cases).flatMap((each) => each.runs);
    const findings = runs.filter(({ verdict }) => isFinding(verdict));
    expect(findings.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).toEqual([]);
  });

  test('skips runs only for known reasons', () => {
    const skipped = Object.values(report.cases)
      .flatMap((each) => each.runs)
      .filter(({ verdict }) => verdict === 'not-applicable');
    const unexpected = skipped.filter(({ reason }) => !SKIPPED.test(reason));
    expect(unexpected.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  });
});
