/** The public face of the catalogue: other folders import nothing else of it. */
export { allCases, caseById } from './all-cases.ts';
export {
  type Assessment,
  type CatalogueCase,
  type CatalogueGroup,
  checksOf,
  type Group,
  groupNames,
  groups,
  type MessageRun,
  type Milder,
  type Need,
  needs,
  type Observation,
  type Run,
  type Severity,
  severityName,
  type Verdict,
} from './case.ts';
export { type Cause, causes } from './causes.ts';
export { cvesOf } from './cves.ts';
export { asHostile, type HonestIdentity, honestSpec } from './honest.ts';
export { allCaseIds, caseIds } from './ids.ts';
export { idpMetadataXml, signedMetadata } from './md/idp-metadata.ts';
export type { Message } from './message.ts';
export { outcomeOf, userNamed } from './observe.ts';
export {
  type CaseFile,
  CaseFileFault,
  caseFromFile,
  readCaseFile,
  unsignedText,
  writeCaseFile,
} from './own/case-file.ts';
export { renderAssertion, renderResponse } from './render.ts';
export {
  type Cast,
  hostileIdentity,
  type ResponseSpec,
  type SigningIdentity,
} from './response-spec.ts';
export { authnStatementXml, responseIssuerXml } from './saml-elements.ts';
export { assertShown, opensSession, present } from './shown.ts';
export { signedAssertion, signXml } from './sign-xml.ts';
export { logoutRequestXml, logoutResponseXml } from './slo/logout-message.ts';
export { lowerCaseEscapes, redirectQuery } from './slo/redirect-query.ts';
export {
  type Answer,
  Inconclusive,
  NotPlayable,
  NotShown,
  type RawRequest,
  type Seen,
  type SentFinding,
  type SentKind,
  type Stage,
  type UserAgent,
  type WithheldCookie,
} from './stage.ts';
export {
  childSpans,
  contentText,
  cut,
  elementText,
  escapeAttribute,
  escapeText,
  insertBefore,
  locate,
  NothingToChange,
  replaceOnce,
} from './xml-text.ts';
