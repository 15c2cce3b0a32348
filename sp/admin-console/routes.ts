import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { type SiteOptions, siteApp } from '../site-app.ts';
import { employees } from './employees/routes.tsx';
import type { AdminConsoleOptions } from './options.ts';
import { provisioning } from './provisioning/routes.tsx';
import { requireAdministrator } from './sign-in/require-administrator.ts';
import { administratorSignIn } from './sign-in/routes.tsx';
import { singleSignOn } from './single-sign-on/routes.tsx';
import { uploadLimits } from './uploads.ts';

/** The console as a separate HTTP application; see `lazy-admin-console.ts`. */
export async function adminConsoleApp(
  options: SiteOptions & AdminConsoleOptions,
): Promise<FastifyInstance> {
  const app = await siteApp(options);
  await app.register(adminConsole, options);
  await app.ready();
  return app;
}

/** Everything under /admin. All routes but the sign-in need a session before a body is read, files included. */
async function adminConsole(app: FastifyInstance, options: AdminConsoleOptions): Promise<void> {
  app.register(administratorSignIn, options);
  app.register(async (console) => {
    requireAdministrator(console, options);
    await console.register(multipart, { attachFieldsToBody: 'keyValues', limits: uploadLimits });
    console.get('/admin', (_request, reply) => reply.redirect('/admin/integrations', 303));
    console.register(singleSignOn, options);
    console.register(provisioning, options);
    console.register(employees, options);
  });
}
