import type { FastifyReply } from 'fastify';
import { idsOf } from '../../store/ids.ts';
import { clouds } from '../cloud/clouds.ts';
import { applicationById } from '../directory/sign-in/sign-in-applications.ts';
import type { SignOutParticipant } from '../directory/sign-in/sign-outs.ts';
import type { SignOutRow } from '../directory/tables.ts';
import { requestChecksOf } from '../directory/tenants/request-checks.ts';
import { cloudOf } from '../directory/tenants/tenants.ts';
import { newResponseId } from '../entra-ids.ts';
import { leadsOutside } from '../gallery/vendor-address.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { logoutResponseXml } from './logout-messages.ts';
import { reportStep, sentMessage } from './report-sign-out.ts';
import { addressOfMessage } from './send-message.ts';
import { SignedOutPage } from './signed-out-page.tsx';
import { verdictOn } from './verdict.ts';

type Finished = Omit<SignOutRow, 'idHash' | 'requestHash' | 'expires'>;

/**
 * The last step: the application that began gets its LogoutResponse at its Logout Url, or the browser goes to the registered address that was asked
 * for; without either, Entra's page says that it is over (entra-saml.md 9.5).
 *
 * @param told the other applications, whose answers the exchange repeats
 */
export async function leave(
  exchange: Exchange,
  signOut: Finished,
  told: readonly SignOutParticipant[] = [],
): Promise<FastifyReply> {
  const { context, reply } = exchange;
  const answer = await logoutResponseOf(exchange, signOut);
  const url = answer?.url ?? signOut.returnTo;
  const out = url !== null && leadsOutside(url, context.lab);
  const leads = url !== null && !out;
  const sent = answer !== undefined && leads;
  reply.header('cache-control', 'no-store');
  if (leads) reply.redirect(url, 303);
  else reply.page(<SignedOutPage outside={out ? url : undefined} />);
  reportStep(exchange, {
    correlationId: signOut.correlationId,
    what: answer
      ? sent
        ? `Sent a LogoutResponse to ${answer.application.displayName}.`
        : `Kept the LogoutResponse: the Logout Url of ${answer.application.displayName} is an address of the real Peakon.`
      : endInWords(signOut),
    ...verdictOn(told),
    did: 'done',
    user: signOut.userPrincipalName,
    tenantId: signOut.tenantId,
    response: answer && sentMessage(answer.url, 'SAMLResponse', context.clock()),
    requestId: signOut.logoutRequestId,
  });
  return reply;
}

const endInWords = ({ userPrincipalName, initiatorId }: Finished): string =>
  userPrincipalName === null
    ? 'Nobody was signed in in this browser.'
    : `Ended the session of ${userPrincipalName} in this browser.${initiatorId === null ? '' : ' The application that asked has no Logout Url, so it gets no LogoutResponse.'}`;

/** Whether there is somewhere to go at the end. */
export async function leadsOn({ context }: Exchange, signOut: Finished): Promise<boolean> {
  if (signOut.returnTo !== null) return true;
  const application = await initiatorOf(context.db, signOut);
  return application?.logoutUrl !== undefined;
}

async function logoutResponseOf({ context }: Exchange, signOut: Finished) {
  const { db, clock } = context;
  const application = await initiatorOf(db, signOut);
  const { logoutRequestId: inResponseTo, relayState } = signOut;
  if (!application?.logoutUrl || inResponseTo === null) return undefined;
  const { logoutUrl, tenantId } = application;
  const { logoutResponseIssuer } = await requestChecksOf(db, tenantId);
  const issuerHost =
    logoutResponseIssuer === 'sts.windows.net'
      ? logoutResponseIssuer
      : clouds[await cloudOf(db, tenantId)].login;
  const xml = logoutResponseXml({
    id: newResponseId(idsOf(db)),
    tenantId,
    destination: logoutUrl,
    inResponseTo,
    issuerHost,
    now: clock(),
  });
  const url = await addressOfMessage(context, application, {
    parameter: 'SAMLResponse',
    logoutUrl,
    xml,
    relayState: relayState ?? undefined,
  });
  return { url, application };
}

export const initiatorOf = async (
  db: Exchange['context']['db'],
  { initiatorId }: Pick<SignOutRow, 'initiatorId'>,
) => (initiatorId === null ? undefined : applicationById(db, initiatorId));
