import { idsOf } from '../../store/ids.ts';
import type { IdpContext } from '../context.ts';
import type { Participant } from '../directory/sign-in/session-participants.ts';
import {
  applicationById,
  type SignInApplication,
} from '../directory/sign-in/sign-in-applications.ts';
import type { SignOutParticipantRow } from '../directory/tables.ts';
import { requestChecksOf } from '../directory/tenants/request-checks.ts';
import { newResponseId } from '../entra-ids.ts';
import { leadsOutside } from '../gallery/vendor-address.ts';
import { logoutRequestXml } from './logout-messages.ts';
import { addressOfMessage } from './send-message.ts';

/** Applications that get a LogoutRequest, those with the latest assertions; each is a frame on one page. */
const MOST = 50;

export type AskedParticipant = Omit<SignOutParticipantRow, 'signOutHash' | 'position'>;

/** A LogoutRequest for each participant of a session that can be told; the others with the reason why not. */
export async function askParticipants(
  context: IdpContext,
  participants: readonly Participant[],
): Promise<AskedParticipant[]> {
  const asked: AskedParticipant[] = [];
  for (const [index, participant] of participants.entries()) {
    const application = await applicationById(context.db, participant.servicePrincipalId);
    if (!application) continue; // deleted in the meantime
    const inTime = participants.length - index <= MOST;
    asked.push(await asking(context, application, participant, inTime));
  }
  return asked;
}

async function asking(
  context: IdpContext,
  application: SignInApplication,
  { sessionIndex, ...nameId }: Participant,
  inTime: boolean,
): Promise<AskedParticipant> {
  const { servicePrincipalId, displayName, logoutUrl, tenantId } = application;
  const id = newResponseId(idsOf(context.db));
  const participant = { requestId: id, servicePrincipalId, displayName };
  const obstacle = obstacleTo(logoutUrl, context, inTime);
  if (obstacle !== undefined || logoutUrl === undefined)
    return { ...participant, url: null, state: 'not_asked', detail: obstacle ?? null };
  const now = context.clock();
  const { logoutNameId } = await requestChecksOf(context.db, tenantId);
  const xml = logoutRequestXml({
    id,
    tenantId,
    destination: logoutUrl,
    nameId,
    asInAssertion: logoutNameId === 'asInAssertion',
    sessionIndex,
    now,
  });
  const url = await addressOfMessage(context, application, {
    parameter: 'SAMLRequest',
    logoutUrl,
    xml,
  });
  return { ...participant, url, state: 'waiting', detail: null };
}

function obstacleTo(
  logoutUrl: string | undefined,
  { lab }: IdpContext,
  inTime: boolean,
): string | undefined {
  if (logoutUrl === undefined) return 'It has no Logout Url.';
  if (leadsOutside(logoutUrl, lab))
    return 'Its Logout Url is an address of the real Peakon, outside this lab.';
  return inTime ? undefined : `Only ${MOST} applications are told at once.`;
}
