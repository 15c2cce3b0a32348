import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { closeSessions } from '../directory/sign-in/browser-sessions.ts';
import { clearSessionCookies, sessionIdsOf } from '../sign-in/session-cookies.ts';
import { SignedOutPage } from './signed-out-page.tsx';

/**
 * Ends the session of this browser (entra-saml.md 9.5). A GET, as in Entra: another site gains nothing by signing a user
 * out. `post_logout_redirect_uri` is ignored, so this is not an open redirect.
 */
export async function signOut(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  for (const url of ['/:tenant/oauth2/logout', '/:tenant/oauth2/v2.0/logout'])
    app.get(url, { exposeHeadRoute: false }, async (request, reply) => {
      await closeSessions(context.db, sessionIdsOf(request));
      clearSessionCookies(reply);
      return reply.page(<SignedOutPage />);
    });
}
