import type { FastifyReply } from 'fastify';
import type { SessionOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import { participantsToTell, type SignOutParticipant } from '../directory/sign-in/sign-outs.ts';
import type { SignOutRow } from '../directory/tables.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { endSession } from './end-session.ts';
import { leadsOn, leave } from './leave.tsx';
import { reportStep } from './report-sign-out.ts';
import { reportResult, showResult } from './show-result.tsx';
import { signOutAddress } from './sign-out-addresses.ts';

/** A sign-out of which the session is not known yet. */
export interface BegunSignOut {
  /** The id in the address of its page. */
  readonly ctx: string;
  readonly signOut: Omit<SignOutRow, 'requestHash' | 'userPrincipalName' | 'expires'>;
  /** The sessions of this browser, the current one first. */
  readonly sessions: readonly SessionOfBrowser[];
}

/** Signs out of the only session, or has the user pick one (single-sign-out-saml-protocol.md, "NameID"). */
export async function continueSignOut(
  exchange: Exchange,
  begun: BegunSignOut,
): Promise<FastifyReply> {
  const { ctx, signOut, sessions } = begun;
  const [only, ...others] = sessions;
  if (!only || others.length > 0)
    return goTo(exchange.reply, signOutAddress(signOut.tenantId, ctx));
  return signOutOf(exchange, begun, only);
}

/** Ends a session, then shows the page that tells its applications; without any, goes on at once. */
export async function signOutOf(
  exchange: Exchange,
  { ctx, signOut, sessions }: BegunSignOut,
  session: SessionOfBrowser,
): Promise<FastifyReply> {
  const others = sessions.filter((one) => one !== session);
  await endSession(exchange, signOut, { session, others });
  const told = await participantsToTell(exchange.context.db, signOut.idHash);
  const ended = { ...signOut, userPrincipalName: session.userPrincipalName };
  if (told.length === 0) return leave(exchange, ended);
  const waiting = told.filter(({ state }) => state === 'waiting');
  if (waiting.length > 0) goTo(exchange.reply, signOutAddress(signOut.tenantId, ctx));
  reportEnded(exchange, ended, waiting);
  if (waiting.length > 0) return exchange.reply;
  if (!(await leadsOn(exchange, ended))) return showResult(exchange, ctx, ended);
  reportResult(exchange, ended, told);
  return leave(exchange, ended);
}

function reportEnded(
  exchange: Exchange,
  signOut: Omit<SignOutRow, 'requestHash' | 'expires'>,
  waiting: readonly SignOutParticipant[],
): void {
  const { correlationId, logoutRequestId: requestId, tenantId, userPrincipalName: user } = signOut;
  const names = waiting.map(({ displayName }) => displayName).join(', ');
  reportStep(exchange, {
    correlationId,
    requestId,
    tenantId,
    user,
    outcome: 'unfinished',
    what: `Ended the session of ${user} in this browser.${names === '' ? '' : ` Telling ${names}.`}`,
    did: names === '' ? 'done' : 'asked',
  });
}

const goTo = (reply: FastifyReply, url: string) =>
  reply.header('cache-control', 'no-store').redirect(url, 303);
