import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { type FinishSignIn, finishSignIn, type Resume } from '../sign-in/finish-sign-in.ts';
import { serveVisits } from '../sign-in-visit.ts';
import { loginSrf } from './login-srf.ts';
import { redirectRoutes } from './redirect-routes.tsx';
import { metadataRoute } from './service-provider-metadata.ts';

/** Sign-ins at the identity provider of a federated domain. */
export async function federation(
  app: FastifyInstance,
  { context, resume }: { context: IdpContext; resume: Resume },
): Promise<void> {
  const serve = serveVisits(context);
  const finish: FinishSignIn = finishSignIn(resume);
  redirectRoutes(app, serve);
  loginSrf(app, serve, finish);
  metadataRoute(app, context);
}
