import type { FastifyReply } from 'fastify';
import { correlationIdOf } from '../correlation-id.ts';
import type { BrowserSession, SessionUser } from '../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { accountIn, signInNameOf } from '../directory/users/guests.ts';
import { beginSecondFactor } from '../sign-in/begin-second-factor.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.ts';
import { currentSession } from '../sign-in/session-cookies.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { InteractionNeeded } from './interaction-needed.ts';
import { issueToken } from './issue-token.ts';
import { postResponse } from './post-response.tsx';
import type { TokenRequest } from './token-request.ts';

export interface WantedToken {
  application: SignInApplication;
  token: TokenRequest;
  /** Of a user of the application's tenant; undefined when the user has to sign in first. */
  session: BrowserSession | undefined;
  /** Fills in the user name when the user has to sign in first. */
  loginHint?: string | undefined;
  /** `whr` or `domain_hint`. */
  domainHint?: string | undefined;
}

/** Replies when the user has to do something before a token can be issued. */
type Ask = (
  visit: SignInVisit,
  wanted: WantedToken,
  step: InteractionNeeded['step'],
) => FastifyReply | Promise<FastifyReply>;

/**
 * Answers a request for a token: with the response, or by asking the user for what is missing.
 *
 * @throws {IdpError} when a check of `issueToken` fails
 */
export async function answerWithToken(
  visit: SignInVisit,
  wanted: WantedToken,
  ask: Ask = askUser,
): Promise<FastifyReply> {
  const { application, token, session } = wanted;
  try {
    if (!session) throw new InteractionNeeded('sign-in');
    const response = await issueToken(visit, { application, token, session });
    visit.trail.posted(response);
    return postResponse(visit.reply, response, application, visit.context.lab);
  } catch (error) {
    if (!(error instanceof InteractionNeeded)) throw error;
    return ask(visit, wanted, error.step);
  }
}

/** Shows the page for the missing step; the token follows when the user has done it. */
async function askUser(
  visit: SignInVisit,
  { application, token, session, loginHint, domainHint }: WantedToken,
  step: InteractionNeeded['step'],
): Promise<FastifyReply> {
  const other = step === 'other-method';
  const continuation = {
    kind: 'token' as const,
    request: {
      ...token,
      correlationId: correlationIdOf(visit.request),
      // A user who signs in without pages would come back with the same method.
      ...(other && { forceAuthn: true }),
    },
  };
  if (other) visit.trail.asked(50074);
  if (session && step === 'second-factor') return beginSecondFactor(visit, continuation, session);
  return beginSignIn(visit, {
    tenantId: application.tenantId,
    continuation,
    loginHint: session ? await signInNameOf(visit.context.db, session.user) : loginHint,
    domainHint,
  });
}

/**
 * The session of this browser for the account that its user has in the application's tenant, as a user or as a guest; without one, the user it is
 * of.
 *
 * Of a session in another tenant only the first method counts: Entra does not trust a second factor of another tenant unless it is configured to
 * (cross-tenant access settings, assumed for the reverse direction).
 */
export async function sessionFor(
  visit: SignInVisit,
  { tenantId }: SignInApplication,
): Promise<{ session?: BrowserSession; foreign?: SessionUser }> {
  const session = await currentSession(visit);
  if (!session) return {};
  const { user } = session;
  if (user.tenantId === tenantId) {
    visit.trail.user(user);
    visit.trail.signedInBy(session.methods, 'earlier');
    return { session };
  }
  const account = await accountIn(visit.context.db, tenantId, user);
  if (!account) return { foreign: user };
  visit.trail.user(account);
  const accountEnabled = account.accountEnabled === 1 && user.accountEnabled;
  const methods = session.methods.slice(0, 1);
  visit.trail.signedInBy(methods, 'earlier');
  return { session: { ...session, methods, user: { ...account, accountEnabled } } };
}
