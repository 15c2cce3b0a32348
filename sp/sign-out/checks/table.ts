import { certificateDates } from '../../checking/certificate-dates.ts';
import type { Procedure, Stage } from '../../checking/check.ts';
import { company, singleSignOn } from '../../checking/company-checks.ts';
import { schema } from '../../checking/schema.ts';
import type { Check, MessageSubject, RequestSubject, ResponseSubject } from './check.ts';
import { readingChecks, signatureChecks } from './coded.ts';
import { destination } from './destination.ts';
import { inResponseTo } from './in-response-to.ts';
import { issueInstant } from './issue-instant.ts';
import { issuer } from './issuer.ts';
import { nameId } from './name-id.ts';
import { notOnOrAfter } from './not-on-or-after.ts';
import { replay } from './replay.ts';
import { status } from './status.ts';
import { binding } from './transport.ts';
import { version } from './version.ts';

/** On every verified message. */
const messageChecks: readonly Check<MessageSubject>[] = [
  certificateDates,
  version,
  issueInstant,
  issuer,
  destination,
];

const requestOnlyChecks: readonly Check<RequestSubject>[] = [notOnOrAfter, replay, nameId];
const responseOnlyChecks: readonly Check<ResponseSubject>[] = [inResponseTo, status];

export const requestChecks: readonly Check<RequestSubject>[] = [
  ...messageChecks,
  ...requestOnlyChecks,
];
export const responseChecks: readonly Check<ResponseSubject>[] = [
  ...messageChecks,
  ...responseOnlyChecks,
];

const stagesOf = (kind: 'LogoutRequest' | 'LogoutResponse', last: Stage): readonly Stage[] => [
  {
    title: 'The message',
    checks: [binding, company, singleSignOn, ...readingChecks(kind), schema],
  },
  { title: 'The signature', checks: signatureChecks },
  { title: 'Where it comes from', checks: messageChecks },
  last,
];

const whileSignedIn = 'The message changed nothing: your session continues.';

/** Whether a LogoutRequest of the identity provider ends sessions. */
export const signOutByRequest: Procedure = {
  refused: 'Sign-out refused',
  whileSignedIn,
  stages: stagesOf('LogoutRequest', { title: 'What it asks for', checks: requestOnlyChecks }),
};

/** Whether a LogoutResponse completes a sign-out that began here. */
export const signOutByResponse: Procedure = {
  refused: 'Sign-out refused',
  whileSignedIn,
  stages: stagesOf('LogoutResponse', { title: 'What it answers', checks: responseOnlyChecks }),
};
