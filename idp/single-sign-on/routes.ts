import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { serveVisits } from '../sign-in-visit.ts';
import { launchRoute } from './launch-route.ts';
import { type AnswerLogout, saml2Route } from './saml2-route.ts';

/** Both ways to a token: a service provider's request, or a launch from here. */
export async function singleSignOn(
  app: FastifyInstance,
  { context, answerLogout }: { context: IdpContext; answerLogout: AnswerLogout },
): Promise<void> {
  const serve = serveVisits(context);
  saml2Route(app, serve, answerLogout);
  launchRoute(app, serve);
}
