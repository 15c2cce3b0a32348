import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { browserOf } from '../browser-cookie.ts';
import { findPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { currentSession } from './session-cookies.ts';
import { SignInFrame } from './sign-in-frame.tsx';

/** The pending sign-in of this browser that a page belongs to. */
export interface Step {
  browser: string;
  ctx: string;
  pending: PendingSignIn;
  userName: string;
}

type View = (step: Step) => VNode | Promise<VNode>;

/**
 * Shows a page of a pending sign-in, or says that the sign-in has finished.
 *
 * @throws {IdpError} 50089 when this browser has neither such a sign-in nor a session
 */
export async function showStep(visit: SignInVisit, view: View): Promise<FastifyReply> {
  const { context, request, reply } = visit;
  const { ctx, login_hint = '' } = readOnce(request.query, ['ctx', 'login_hint'] as const);
  const browser = browserOf(request);
  const pending =
    ctx && browser ? await findPendingSignIn(context.db, ctx, browser, context.clock()) : undefined;
  if (ctx && browser && pending)
    return reply.page(await view({ browser, ctx, pending, userName: login_hint.slice(0, 256) }));
  const session = await currentSession(visit);
  if (!session) throw aadsts(50089, {});
  return reply.page(<AlreadySignedInPage userPrincipalName={session.user.userPrincipalName} />);
}

/** What the back button shows after sign-in, instead of a form that can no longer be sent. */
function AlreadySignedInPage({ userPrincipalName }: { userPrincipalName: string }) {
  return (
    <SignInFrame title="You are signed in">
      <h1 id="loginHeader">You are signed in</h1>
      <p>
        This sign-in has finished, as <strong>{userPrincipalName}</strong>. Go forward to return to
        the application, or open one from My Apps.
      </p>
      <Actions end>
        <LinkButton href="/my-apps" appearance="primary">
          Go to My Apps
        </LinkButton>
      </Actions>
    </SignInFrame>
  );
}
