/** The public face of lint: other folders import nothing else of it. */
export type { Finding, FindingSeverity } from './finding.ts';
export { lint } from './lint.ts';
export { lintAuthnRequest, lintLogoutRequest } from './lint-request.ts';
export { MAX_INPUT_BYTES, NotLintable, readSubjects, type Subject } from './read-subjects.ts';
export { countFindings } from './report/count-findings.ts';
export { lintText } from './report/lint-text.ts';
export { LintView } from './report/lint-view.tsx';
export { registrationOf } from './rules/metadata-rules.ts';
export type { SentMessage } from './sent-message.ts';
export type { Source } from './sources.ts';
