import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { finishSignIn, type Resume } from './finish-sign-in.ts';
import { HelpPage } from './help-page.tsx';
import { loginRoute } from './login-route.tsx';
import { secondFactorRoutes } from './second-factor-routes.tsx';
import { staySignedInRoute } from './stay-signed-in-route.ts';
import { stepRoutes } from './step-routes.tsx';

export interface SignInOptions {
  context: IdpContext;
  resume: Resume;
}

/** The steps that follow the first page. */
export async function signIn(
  app: FastifyInstance,
  { context, resume }: SignInOptions,
): Promise<void> {
  const finish = finishSignIn(context, resume);
  loginRoute(app, context, finish);
  staySignedInRoute(app, context, finish);
  secondFactorRoutes(app, context, finish);
  stepRoutes(app, context);
  app.get('/sign-in-help', (_request, reply) => reply.page(<HelpPage />));
}
