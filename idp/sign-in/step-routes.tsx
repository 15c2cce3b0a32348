import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { IdpContext } from '../context.ts';
import type { PendingSignIn } from '../directory/pending-sign-ins.ts';
import { findUserById } from '../directory/users.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import { AlreadySignedInPage } from './already-signed-in-page.tsx';
import { tokensFor } from './begin-sign-in.tsx';
import { browserOf } from './browser-cookie.ts';
import { PasswordView } from './password-view.tsx';
import { currentSession } from './session-cookies.ts';
import { StaySignedInView } from './stay-signed-in-view.tsx';
import { loginAddress } from './step-addresses.ts';

/** `GET /{tenant}/login` and `GET /kmsi`: the pages that the forms lead to, also when the back button does. */
export function stepRoutes(app: FastifyInstance, context: IdpContext): void {
  app.get('/:tenant/login', (request, reply) =>
    showStep(context, request, reply, ({ browser, ctx, pending, userName }) => (
      <PasswordView
        tokens={tokensFor(browser, ctx, request.id)}
        action={loginAddress(pending.tenantId)}
        userName={userName}
      />
    )),
  );

  app.get('/kmsi', (request, reply) =>
    showStep(context, request, reply, async ({ browser, ctx, pending }) => {
      if (!pending.authenticated) throw aadsts(50089, {});
      const { userId, authnInstant } = pending.authenticated;
      const user = await findUserById(context.db, userId);
      if (!user) throw aadsts(50089, {});
      return (
        <StaySignedInView
          tokens={tokensFor(browser, ctx, request.id, 'kmsi', userId, authnInstant)}
          userName={user.userPrincipalName}
        />
      );
    }),
  );
}

interface Step {
  browser: string;
  ctx: string;
  pending: PendingSignIn;
  userName: string;
}

type View = (step: Step) => VNode | Promise<VNode>;

/** @throws {IdpError} 50089 when there is no such sign-in for this browser, and nobody is signed in either */
async function showStep(
  context: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  view: View,
): Promise<FastifyReply> {
  const { ctx, login_hint = '' } = readOnce(request.query, ['ctx', 'login_hint'] as const);
  const browser = browserOf(request);
  const pending =
    ctx && browser ? await context.pendingSignIns.find(ctx, browser, context.clock()) : undefined;
  if (ctx && browser && pending)
    return reply.page(await view({ browser, ctx, pending, userName: login_hint.slice(0, 256) }));
  const session = await currentSession(context, request, reply);
  if (!session) throw aadsts(50089, {});
  return reply.page(<AlreadySignedInPage userPrincipalName={session.user.userPrincipalName} />);
}
