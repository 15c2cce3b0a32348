import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { browserOf } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { findPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import { AlreadySignedInPage } from './already-signed-in-page.tsx';
import { currentSession } from './session-cookies.ts';

/** A sign-in of this browser that a page belongs to. */
export interface Step {
  browser: string;
  ctx: string;
  pending: PendingSignIn;
  userName: string;
}

type View = (step: Step) => VNode | Promise<VNode>;

/**
 * Shows the page of a sign-in that is open, or says that it has finished.
 *
 * @throws {IdpError} 50089 when there is no such sign-in for this browser, and nobody is signed in either
 */
export async function showStep(
  context: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  view: View,
): Promise<FastifyReply> {
  const { ctx, login_hint = '' } = readOnce(request.query, ['ctx', 'login_hint'] as const);
  const browser = browserOf(request);
  const pending =
    ctx && browser ? await findPendingSignIn(context.db, ctx, browser, context.clock()) : undefined;
  if (ctx && browser && pending)
    return reply.page(await view({ browser, ctx, pending, userName: login_hint.slice(0, 256) }));
  const session = await currentSession(context, request, reply);
  if (!session) throw aadsts(50089, {});
  return reply.page(<AlreadySignedInPage userPrincipalName={session.user.userPrincipalName} />);
}
