import type { FastifyInstance } from 'fastify';
import { answerOf } from '../../web/http/sent-answer.ts';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { closeSessions } from '../directory/sign-in/browser-sessions.ts';
import { rememberAccount } from '../sign-in/remembered-accounts.ts';
import { clearSessionCookies, currentSession, sessionIdsOf } from '../sign-in/session-cookies.ts';
import { signOutReport } from '../sign-in-outcome/report-exchange.ts';
import { SignedOutPage } from './signed-out-page.tsx';

/**
 * Ends the session of this browser (entra-saml.md 9.5); an account that stayed signed in is offered as a tile next time. A GET, as in Entra: another site gains nothing by signing a user
 * out. `post_logout_redirect_uri` is ignored, so this is not an open redirect.
 */
export async function signOut(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  for (const url of ['/:tenant/oauth2/logout', '/:tenant/oauth2/v2.0/logout'])
    app.get(url, { exposeHeadRoute: false }, async (request, reply) => {
      const session = await currentSession({ context, request, reply });
      if (session?.persistent) rememberAccount({ request, reply }, session.user.userPrincipalName);
      await closeSessions(context.db, sessionIdsOf(request));
      clearSessionCookies(reply);
      const { exchanges, clock } = context;
      if (exchanges) {
        const at = clock();
        const user = session?.user;
        exchanges.record(() =>
          signOutReport({
            at,
            user,
            correlationId: correlationIdOf(request),
            url: request.url,
            answer: answerOf(reply),
          }),
        );
      }
      return reply.page(<SignedOutPage />);
    });
}
