import { certificateDates } from '../../checking/certificate-dates.ts';
import type { Procedure, Stage } from '../../checking/check.ts';
import { company, singleSignOn } from '../../checking/company-checks.ts';
import { schema } from '../../checking/schema.ts';
import { assertionIssueInstant } from './assertion-issue-instant.ts';
import { assertionVersion } from './assertion-version.ts';
import { audience } from './audience.ts';
import { authnContext } from './authn-context.ts';
import { authnInstant } from './authn-instant.ts';
import { authnStatement } from './authn-statement.ts';
import { bearer } from './bearer.ts';
import type { AssertionSubject, Check, CheckInfo, EnvelopeSubject } from './check.ts';
import { decryptionChecks, readingChecks, signatureChecks } from './coded.ts';
import { confirmationAddress } from './confirmation-address.ts';
import { confirmationNotBefore } from './confirmation-not-before.ts';
import { confirmationNotOnOrAfter } from './confirmation-not-on-or-after.ts';
import { destination } from './destination.ts';
import { destinationPresent } from './destination-present.ts';
import { employee } from './employee.ts';
import { freshness } from './freshness.ts';
import { inResponseTo } from './in-response-to.ts';
import { inResponseToAgrees } from './in-response-to-agrees.ts';
import { issueInstant } from './issue-instant.ts';
import { issuer } from './issuer.ts';
import { nameId } from './name-id.ts';
import { nameQualifiers } from './name-qualifiers.ts';
import { notBefore } from './not-before.ts';
import { notOnOrAfter } from './not-on-or-after.ts';
import { oneAssertion } from './one-assertion.ts';
import { recipient } from './recipient.ts';
import { replay } from './replay.ts';
import { responseIssuer } from './response-issuer.ts';
import { responseIssuerPresent } from './response-issuer-present.ts';
import { sessionNotOnOrAfter } from './session-not-on-or-after.ts';
import { status } from './status.ts';
import { binding } from './transport.ts';
import { unknownCondition } from './unknown-condition.ts';
import { validityWindow } from './validity-window.ts';
import { version } from './version.ts';

/** On the unverified envelope: these can only refuse. */
export const envelopeChecks: readonly Check<EnvelopeSubject>[] = [
  schema,
  version,
  issueInstant,
  responseIssuer,
  destination,
  status,
  oneAssertion,
];

/** On the verified response: how it was signed and sent. */
const signedMessageChecks: readonly Check<AssertionSubject>[] = [
  certificateDates,
  responseIssuerPresent,
  destinationPresent,
];

const originChecks: readonly Check<AssertionSubject>[] = [
  assertionVersion,
  assertionIssueInstant,
  issuer,
  replay,
];

const confirmationChecks: readonly Check<AssertionSubject>[] = [
  bearer,
  recipient,
  confirmationNotBefore,
  confirmationNotOnOrAfter,
  confirmationAddress,
  inResponseToAgrees,
  inResponseTo,
];

const conditionChecks: readonly Check<AssertionSubject>[] = [
  notBefore,
  notOnOrAfter,
  validityWindow,
  audience,
  unknownCondition,
];

const authnChecks: readonly Check<AssertionSubject>[] = [
  authnStatement,
  authnInstant,
  sessionNotOnOrAfter,
  authnContext,
  freshness,
];

const personChecks: readonly Check<AssertionSubject>[] = [nameId, nameQualifiers, employee];

/** All checks on the verified assertion but `employee`, which comes last. */
export const assertionChecks: readonly Check<AssertionSubject>[] = [
  ...signedMessageChecks,
  ...originChecks,
  ...confirmationChecks,
  ...conditionChecks,
  ...authnChecks,
  nameId,
  nameQualifiers,
];

/** Every check, in order. The database decides about replay at the end, when the session opens. */
const stages: readonly Stage[] = [
  { title: 'The form and the message', checks: [binding, company, singleSignOn, ...readingChecks] },
  { title: 'The envelope', checks: envelopeChecks },
  { title: 'The signature', checks: [...signatureChecks, ...signedMessageChecks] },
  { title: 'The encryption', checks: decryptionChecks },
  { title: 'The origin of the assertion', checks: originChecks },
  { title: 'Who may present it, and where', checks: confirmationChecks },
  { title: 'Its conditions', checks: conditionChecks },
  { title: 'The sign-in at the identity provider', checks: authnChecks },
  { title: 'The person', checks: personChecks },
];

export const allChecks: readonly CheckInfo[] = stages.flatMap(({ checks }) => checks);

/** Whether a response may open a session. */
export const signIn: Procedure = {
  refused: 'Sign-in refused',
  whileSignedIn:
    'A response can be used once. Sending it again, as the back button does, is refused; your session continues.',
  stages,
};
