/** What only some checks need: each is loaded on first use. */
import { loadLibxml2 } from '../saml/libxml2.ts';
import type { Exchange } from './agent/exchange.ts';
import type { CheckReport } from './report/report.ts';
import type { SarifContext } from './report/sarif/to-sarif.ts';
import type { DrillReport } from './rollover/report.ts';

export const chromiumBrowsers = async (connections: Exchange) =>
  (await import('./agent/chromium-browser.ts')).chromiumBrowsers(connections);

/** The first thing that a check opens: from then on it can read messages. */
export async function openTenant(dataDir: string, clock: () => Date, application?: string) {
  const [{ openTenant: open }] = await Promise.all([import('./identity/tenant.ts'), loadLibxml2()]);
  return open(dataDir, clock, application);
}

export const siteInOwnThread = async () =>
  (await import('./subject/site-in-own-thread.ts')).siteInOwnThread();

export const toJUnit = async (report: CheckReport) =>
  (await import('./report/junit.ts')).toJUnit(report);

export const toCtrf = async (report: CheckReport) =>
  (await import('./report/ctrf.ts')).toCtrf(report);

export const toMarkdown = async (report: CheckReport) =>
  (await import('./report/markdown.ts')).toMarkdown(report);

export const toSarif = async (report: CheckReport, context: SarifContext) =>
  (await import('./report/sarif/to-sarif.ts')).toSarif(report, context);

export const toHtml = async (report: CheckReport) =>
  (await import('./report/html/to-html.tsx')).toHtml(report);

export const drillJUnit = async (report: DrillReport) =>
  (await import('./rollover/junit.ts')).drillJUnit(report);

export const drillPage = async (report: DrillReport) =>
  (await import('./rollover/drill-page.tsx')).drillPage(report);
