import { participantsOf } from '../directory/sign-in/session-participants.ts';
import { resumeSession, type SessionOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import { endSessionFor } from '../directory/sign-in/sign-outs.ts';
import type { SignOutRow } from '../directory/tables.ts';
import { rememberAccount } from '../sign-in/remembered-accounts.ts';
import { clearSessionCookies, setSessionCookies } from '../sign-in/session-cookies.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { askParticipants } from './ask-participants.ts';
import { reportAsked } from './report-participant.ts';

/**
 * Ends a session of this browser, and makes a LogoutRequest for each of its applications but the one that began. When it was the current one, the
 * account that was used before it becomes the current one.
 *
 * @param others the other sessions of this browser, the latest first
 */
export async function endSession(
  { context, request, reply }: Exchange,
  signOut: Pick<SignOutRow, 'idHash' | 'initiatorId' | 'correlationId'>,
  { session, others }: { session: SessionOfBrowser; others: readonly SessionOfBrowser[] },
): Promise<void> {
  const { db } = context;
  const participants = (await participantsOf(db, session.idHash)).filter(
    ({ servicePrincipalId }) => servicePrincipalId !== signOut.initiatorId,
  );
  const asked = await askParticipants(context, participants);
  const { userPrincipalName } = session;
  const ended = { sessionHash: session.idHash, userPrincipalName, participants: asked };
  if (!(await endSessionFor(db, signOut.idHash, ended))) return;
  for (const one of asked) reportAsked(context, one, { ...signOut, user: userPrincipalName });
  if (session.persistent) rememberAccount({ request, reply }, userPrincipalName);
  if (!session.current) return;
  clearSessionCookies(reply);
  for (const next of others) {
    const id = await resumeSession(db, next.idHash);
    if (id === undefined) continue;
    setSessionCookies(reply, id, next.persistent);
    return;
  }
}
