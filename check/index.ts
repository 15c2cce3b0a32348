/** The public face of the check: other folders import nothing else of it. */
export { Connections } from './agent/exchange.ts';
export { httpBrowsers } from './agent/http-browser.ts';
export { Trust } from './agent/trust.ts';
export { applyBaseline, type BaselineEntry, readBaseline } from './baseline/baseline.ts';
export { withComparison } from './compare/compare.ts';
export { type EarlierReport, mustBeAbout, readEarlierReport } from './compare/earlier-report.ts';
export { CheckFault, ExchangeError } from './errors.ts';
export { furtherMetadataNames } from './identity/further-metadata.ts';
export { temporaryIdentityProvider } from './identity/identity-provider.ts';
export { chooseApplication } from './identity/lab-applications.ts';
export type { Tenant } from './identity/tenant.ts';
export {
  chromiumBrowsers,
  drillJUnit,
  drillPage,
  openTenant,
  siteInOwnThread,
  toCtrf,
  toHtml,
  toJUnit,
  toMarkdown,
  toSarif,
} from './loaded-late.ts';
export { countPlan, type Plan, type PlannedRun, planCheck } from './oracle/plan.ts';
export { type CheckOptions, runCheck } from './oracle/run-check.ts';
export { comparisonText } from './report/comparison-text.ts';
export {
  countCases,
  countsSentence,
  messagesOfCases,
  notShownOf,
  plural,
  skippedByReason,
  skippedOf,
} from './report/counts.ts';
export { needsWhatWasMade } from './report/deciding-exchange.ts';
export { exitCodeOf } from './report/exit-code.ts';
export { reportGroupNames } from './report/groups.ts';
export { toJson } from './report/json.ts';
export type { CaseReport, CheckReport, Finding } from './report/report.ts';
export { lineHash } from './report/sarif/line-hash.ts';
export type { SarifLocation } from './report/sarif/to-sarif.ts';
export { countResults, summarise } from './report/summary.ts';
export { worstRun } from './report/worst-run.ts';
export { DrillIdentityProvider } from './rollover/identity-provider.ts';
export {
  type DrillReport,
  drillExitCode,
  drillText,
} from './rollover/report.ts';
export { runDrill } from './rollover/run-drill.ts';
export { foreignServiceProvider, peakonServiceProvider } from './rollover/service-providers.ts';
export type { DrilledServiceProvider } from './rollover/sign-in.ts';
export type { ScimCase } from './scim/case.ts';
export { scimCases } from './scim/cases/index.ts';
export { ClientGrant, type ClientGrants } from './scim/client-grant.ts';
export { planScim } from './scim/dry-run.ts';
export { defaultTargets, targetsOfMapping } from './scim/mapping.ts';
export { type Phase, phases } from './scim/phases.ts';
export type { Dialects } from './scim/plan.ts';
export { runScimCheck } from './scim/run-scim-check.ts';
export { TargetSignIn } from './scim/sign-in.ts';
export { type Match, matchAttributes } from './scim/stage.ts';
export { foreignTarget, type WishedLoginUrls } from './subject/foreign-target.ts';
export { isLoopback } from './subject/loopback.ts';
export { type Offer, offerable } from './subject/offers.ts';
export type { OwnSiteHost } from './subject/own-site.ts';
export { ownTarget } from './subject/own-target.ts';
export { readSuccessRule, type SuccessRule } from './subject/session-probe.ts';
export type { Target } from './subject/target.ts';
export { isFinding, type RunVerdict } from './verdict.ts';
