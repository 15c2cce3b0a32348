import type { FastifyReply } from 'fastify';
import { ensureBrowser } from '../browser-cookie.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { sessionsOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import { beginSignOut } from '../directory/sign-in/sign-outs.ts';
import { aadsts, IdpError } from '../errors.ts';
import { sessionIdsOf } from '../sign-in/session-cookies.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import type { ArrivedLogout } from '../single-sign-on/saml2-route.ts';
import { acceptLogoutRequest, sessionsOfInitiator } from './accept-logout-request.ts';
import { continueSignOut } from './continue-sign-out.ts';
import { LogoutTrail } from './logout-trail.ts';
import { arrivedMessage, checksOf, reportRefused, reportStep } from './report-sign-out.ts';

/**
 * Answers a LogoutRequest (entra-saml.md 4): the session of this browser ends, or its user picks one of several; then the other applications are told,
 * and the one that began gets a LogoutResponse.
 *
 * @throws {IdpError} with the code of the first check that fails
 */
export async function answerLogoutRequest(
  visit: SignInVisit,
  arrived: ArrivedLogout,
): Promise<FastifyReply> {
  const { context, request } = visit;
  const now = context.clock();
  const trail = new LogoutTrail();
  const message = arrivedMessage(visit, arrived, now);
  try {
    return await answer();
  } catch (error) {
    if (error instanceof IdpError) reportRefused(visit, { request: message, trail, error });
    throw error;
  }

  async function answer() {
    const asked = await acceptLogoutRequest(context.db, arrived, { trail, now });
    const sessions = await sessionsOfBrowser(context.db, sessionIdsOf(request), now);
    await sessionsOfInitiator(context.db, asked, sessions, trail);
    trail.checking('replay');
    const { application, id: logoutRequestId } = asked;
    const correlationId = correlationIdOf(request);
    const signOut = {
      tenantId: application.tenantId,
      correlationId,
      initiatorId: application.servicePrincipalId,
      logoutRequestId,
      relayState: arrived.relayState ?? null,
      returnTo: null,
    };
    const browser = ensureBrowser(request, visit.reply);
    const noted = await beginSignOut(context.db, signOut, { browser, now });
    if (!noted)
      throw aadsts(50061, {
        reason: 'A LogoutRequest with this ID was carried out before.',
      });
    reportStep(visit, {
      correlationId,
      outcome: 'unfinished',
      what: `Received a LogoutRequest by HTTP-Redirect${sessions.length > 1 ? '. Asked the user which account to sign out of' : ''}.`,
      did: sessions.length > 1 ? 'asked' : 'done',
      user: sessions[0]?.userPrincipalName,
      application,
      tenantId: application.tenantId,
      request: message,
      requestId: logoutRequestId,
      checks: checksOf(trail),
    });
    return continueSignOut(visit, {
      ctx: noted.ctx,
      signOut: { ...signOut, idHash: noted.idHash },
      sessions,
    });
  }
}
