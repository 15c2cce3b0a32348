import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { launchRoute } from './launch-route.ts';
import { saml2Route } from './saml2-route.ts';

/** Both ways into an application: the service provider asks, or the user starts here. */
export async function singleSignOn(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  saml2Route(app, context);
  launchRoute(app, context);
}
