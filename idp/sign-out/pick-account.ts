import type { FastifyReply } from 'fastify';
import { participantsOf } from '../directory/sign-in/session-participants.ts';
import { sessionsOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import { sessionIdsOf } from '../sign-in/session-cookies.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { signOutOf } from './continue-sign-out.ts';
import { requireSignOut } from './show-sign-out.tsx';

/**
 * Signs out of the account that was picked, one of this browser.
 *
 * @throws {IdpError} 50061 when the sign-out is unknown or over, or the account is not signed in here; 50068 when the application that asked takes no part
 *   in its session
 */
export async function pickAccount(exchange: Exchange): Promise<FastifyReply> {
  const { context, request } = exchange;
  const { db, clock } = context;
  const { ctx, signOut } = await requireSignOut(exchange);
  const { account } = readOnce(request.body, ['account']);
  const sessions = await sessionsOfBrowser(db, sessionIdsOf(request), clock());
  const picked = sessions.find(({ userPrincipalName }) => userPrincipalName === account);
  if (!picked || signOut.userPrincipalName !== null)
    throw aadsts(50061, { reason: 'The account that was picked is not signed in any more.' });
  const { initiatorId } = signOut;
  if (initiatorId !== null) {
    const participants = await participantsOf(db, picked.idHash);
    if (!participants.some((one) => one.servicePrincipalId === initiatorId))
      throw aadsts(50068, {});
  }
  return signOutOf(exchange, { ctx, signOut, sessions }, picked);
}
