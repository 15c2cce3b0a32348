import { describeMessage, type MessageDescription } from '../../saml/describe-message.ts';
import { SamlError } from '../../saml/errors.ts';
import { ns } from '../../saml/names.ts';
import { verificationCertificatesOf } from '../directory/applications/request-signature-verification.ts';
import { type Participant, participantsOf } from '../directory/sign-in/session-participants.ts';
import type { SessionOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../directory/tables.ts';
import { aadsts } from '../errors.ts';
import { checkIssuer } from '../single-sign-on/checks/issuer.ts';
import { checkReadableAs } from '../single-sign-on/checks/readable-message.ts';
import { checkRequestId } from '../single-sign-on/checks/request-id.ts';
import { checkRequestSignature } from '../single-sign-on/checks/request-signature.ts';
import { checkRequiredFields } from '../single-sign-on/checks/required-fields.ts';
import type { ArrivedLogout } from '../single-sign-on/saml2-route.ts';
import { checkLogoutRecent } from './checks/logout-recent.ts';
import { checkNameId } from './checks/name-id.ts';
import type { LogoutTrail } from './logout-trail.ts';

/** A LogoutRequest that passed the checks on the message itself. */
export interface LogoutAsked {
  readonly application: SignInApplication;
  readonly id: string;
  readonly sessionIndexes: readonly string[];
}

/**
 * Makes Entra's checks on a LogoutRequest (entra-saml.md 4). Destination, NotOnOrAfter, Reason and the value of the NameID are not used.
 *
 * @throws {IdpError} 75005 for HTTP-POST or a message without a required part; the codes of `checkReadable`; 7500529, 700016, 7500530, 50071; where the
 *   application requires signed requests, those of `checkRequestSignature`
 */
export async function acceptLogoutRequest(
  db: Database,
  { tenantId, binding, value, relayState, rawQuery }: ArrivedLogout,
  { trail, now }: { readonly trail: LogoutTrail; readonly now: Date },
): Promise<LogoutAsked> {
  trail.checking('binding');
  if (binding === 'post') throw aadsts(75005, { reason: byPost });
  trail.checking('readable');
  const request = checkReadableAs(readLogoutRequest, value, binding);
  const { id = '', nameID, sessionIndexes } = request;
  trail.requestId = id;
  trail.checking('required-fields');
  const issuer = checkRequiredFields(request);
  trail.checking('request-id');
  checkRequestId({ id });
  trail.checking('issuer');
  const application = await checkIssuer(db, issuer, tenantId);
  trail.application = application;
  trail.checking('signature');
  if (application.isSignedRequestRequired) {
    const certificates = await verificationCertificatesOf(db, application.servicePrincipalId, now);
    checkRequestSignature(application, { binding, value, relayState, rawQuery }, certificates);
  }
  trail.checking('issue-instant');
  checkLogoutRecent(application, request.issueInstant, now);
  trail.checking('name-id');
  checkNameId(nameID);
  return { application, id, sessionIndexes };
}

const byPost = 'A LogoutRequest is taken by HTTP-Redirect only; this one was sent by HTTP-POST.';

/** @throws {SamlError} as `describeMessage`; `wrong_message` for another message */
export function readLogoutRequest(xml: Uint8Array): MessageDescription {
  const said = describeMessage(xml);
  if (said.kind === 'LogoutRequest' && said.namespace === ns.protocol) return said;
  throw new SamlError(
    'wrong_message',
    `A LogoutRequest of SAML 2.0 was expected, not ${said.kind}.`,
  );
}

/**
 * The sessions of a browser in which the application takes part: those that a LogoutRequest can be about.
 *
 * @throws {IdpError} 50068 when there is none, 50070 for a SessionIndex that is not that of its latest assertion in any of them
 */
export async function sessionsOfInitiator(
  db: Database,
  { application, sessionIndexes }: LogoutAsked,
  sessions: readonly SessionOfBrowser[],
  trail: LogoutTrail,
): Promise<SessionOfBrowser[]> {
  trail.checking('participant');
  const found: { session: SessionOfBrowser; participant: Participant }[] = [];
  for (const session of sessions) {
    const participants = await participantsOf(db, session.idHash);
    const participant = participants.find(
      (one) => one.servicePrincipalId === application.servicePrincipalId,
    );
    if (participant) found.push({ session, participant });
  }
  if (found.length === 0) throw aadsts(50068, {});
  trail.checking('session-index');
  const named = found.filter(({ participant }) =>
    sessionIndexes.includes(participant.sessionIndex),
  );
  if (sessionIndexes.length > 0 && named.length === 0) throw aadsts(50070, {});
  return found.map(({ session }) => session);
}
