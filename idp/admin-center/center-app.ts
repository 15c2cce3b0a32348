import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { siteApp } from '../site-app.ts';
import { describeAdminErrors } from './refusals.tsx';
import { adminCenter } from './routes.ts';

/** The admin center as an HTTP application of its own; see `late-admin-center.ts`. */
export async function centerApp(context: IdpContext, logger: boolean): Promise<FastifyInstance> {
  const app = await siteApp({
    context,
    logger,
    describeOwnErrors: describeAdminErrors,
  });
  await app.register(adminCenter, { context });
  await app.ready();
  return app;
}
