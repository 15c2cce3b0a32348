import type { FastifyReply } from 'fastify';
import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { aadsts, IdpError } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { type FoundSignIn, findSignIn } from './posted-form.ts';
import { currentSession } from './session-cookies.ts';
import { SignInFrame } from './sign-in-frame.tsx';

/** The pending sign-in of this browser that a page belongs to. */
export interface Step extends FoundSignIn {
  userName: string;
  /** The credential that a link chose. */
  credential: string | undefined;
}

type Show = (step: Step) => FastifyReply | Promise<FastifyReply>;

/** Errors that say that the sign-in has finished, or is not of this browser. */
const over: ReadonlySet<number> = new Set([50089, 165000]);

/**
 * Shows a page of a pending sign-in, or says that the sign-in has finished.
 *
 * @throws {IdpError} 50089 when this browser has neither such a sign-in nor a session; or what `show` throws
 */
export async function showStep(visit: SignInVisit, show: Show): Promise<FastifyReply> {
  const { request, reply } = visit;
  const {
    ctx,
    login_hint = '',
    credential,
  } = readOnce(request.query, ['ctx', 'login_hint', 'credential'] as const);
  try {
    const userName = login_hint.slice(0, 256);
    return await show({ ...(await findSignIn(visit, ctx)), userName, credential });
  } catch (error) {
    if (!(error instanceof IdpError && over.has(error.code))) throw error;
    const session = await currentSession(visit);
    if (!session) throw aadsts(50089, {});
    return reply.page(<AlreadySignedInPage userPrincipalName={session.user.userPrincipalName} />);
  }
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
