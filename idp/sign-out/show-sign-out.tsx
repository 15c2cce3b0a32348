import type { FastifyReply } from 'fastify';
import { browserOf } from '../browser-cookie.ts';
import { sessionsOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import {
  findSignOut,
  participantsToTell,
  settleParticipant,
} from '../directory/sign-in/sign-outs.ts';
import type { SignOutRow } from '../directory/tables.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import { sessionIdsOf } from '../sign-in/session-cookies.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { leave } from './leave.tsx';
import { reportUnanswered } from './report-participant.ts';
import { showResult } from './show-result.tsx';
import { answersAddress, endAddress, signOutAddress } from './sign-out-addresses.ts';
import { PickAccountPage, WaitingPage } from './sign-out-pages.tsx';
import { stateWords } from './state-words.ts';

/**
 * The sign-out that the address names, which began in this browser.
 *
 * @throws {IdpError} 50061 when there is none
 */
export async function requireSignOut({
  context: { db, clock },
  request,
}: Exchange): Promise<{ ctx: string; signOut: SignOutRow }> {
  const { ctx = '' } = readOnce(request.query, ['ctx']);
  const browser = browserOf(request);
  const signOut = browser && (await findSignOut(db, ctx, { browser, now: clock() }));
  if (!signOut) throw aadsts(50061, { reason: 'No sign-out is in progress at this address.' });
  return { ctx, signOut };
}

/** The page that asks which account to sign out of, or tells the applications and shows who has answered. */
export async function showSignOut(exchange: Exchange): Promise<FastifyReply> {
  const { context, request, reply } = exchange;
  const { ctx, signOut } = await requireSignOut(exchange);
  const { tenantId, idHash, userPrincipalName } = signOut;
  if (userPrincipalName === null) {
    const sessions = await sessionsOfBrowser(context.db, sessionIdsOf(request), context.clock());
    // The last account was signed out of in another tab: nothing is left to pick.
    if (sessions.length === 0) return leave(exchange, signOut);
    const action = signOutAddress(tenantId, ctx);
    return reply
      .header('content-security-policy', pickerPolicy)
      .page(<PickAccountPage action={action} sessions={sessions} />);
  }
  const told = await participantsToTell(context.db, idHash);
  const [answers, end] = [answersAddress(tenantId, ctx), endAddress(tenantId, ctx)];
  if (told.every(({ state }) => state !== 'waiting')) return reply.redirect(end, 303);
  return reply
    .header('content-security-policy', waitingPolicy)
    .page(<WaitingPage told={told} answers={answers} end={end} />);
}

/** As on other pages, except that the form may lead to any site: browsers apply `form-action` to the redirect to the Logout Url as well. */
const pickerPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action http: https:; base-uri 'none'; frame-ancestors 'none'";

/**
 * As on other pages, and frames of any site: browsers apply `frame-src` to redirects as well, and an application may pass the LogoutRequest on to
 * another host before it answers. Only Logout Urls begin a frame.
 */
const waitingPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src http: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** For the script of the page. */
export async function answersOf(exchange: Exchange): Promise<FastifyReply> {
  const { signOut } = await requireSignOut(exchange);
  const told = await participantsToTell(exchange.context.db, signOut.idHash);
  return exchange.reply
    .header('cache-control', 'no-store')
    .send(told.map(({ position, state }) => ({ position, state, ...stateWords[state] })));
}

/** How it ended: an application that has not answered by now did not. `loaded` lists the frames that have loaded. */
export async function endOfSignOut(exchange: Exchange): Promise<FastifyReply> {
  const { request, reply } = exchange;
  const { ctx, signOut } = await requireSignOut(exchange);
  if (signOut.userPrincipalName === null)
    return reply.redirect(signOutAddress(signOut.tenantId, ctx), 303);
  const { loaded = '' } = readOnce(request.query, ['loaded']);
  await settleWaiting(exchange, signOut, new Set(loaded.slice(0, 1000).split(' ')));
  return showResult(exchange, ctx, signOut);
}

async function settleWaiting(
  { context }: Exchange,
  { idHash, correlationId, userPrincipalName: user }: SignOutRow,
  loaded: ReadonlySet<string>,
): Promise<void> {
  for (const one of await participantsToTell(context.db, idHash)) {
    if (one.state !== 'waiting') continue;
    const isLoaded = loaded.has(String(one.position));
    const state = isLoaded ? 'loaded' : 'silent';
    if (await settleParticipant(context.db, one.requestId, { state }, ['waiting']))
      reportUnanswered(context, one, { correlationId, user, loaded: isLoaded });
  }
}

/** Goes where the sign-out leads. */
export async function signOutLeads(exchange: Exchange): Promise<FastifyReply> {
  const { signOut } = await requireSignOut(exchange);
  const told = await participantsToTell(exchange.context.db, signOut.idHash);
  return leave(exchange, signOut, told);
}
