import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { registerCsrf } from '../../web/http/csrf.ts';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { IdpContext } from '../context.ts';
import { provisioningLogs } from '../provisioning/admin/logs/routes.tsx';
import { siteApp } from '../site-app.ts';
import { adminRoutes } from './admin-routes.ts';
import { conditionalAccessPolicies } from './conditional-access/routes.tsx';
import { domains } from './domains/routes.tsx';
import { enterpriseApps } from './enterprise-apps/routes.ts';
import { groups } from './groups/routes.tsx';
import { home } from './home/routes.tsx';
import { auditLogs } from './logs/audit-routes.tsx';
import { signInLogs } from './logs/sign-in-routes.tsx';
import { describeAdminErrors } from './refusals.tsx';
import { tenantProperties } from './tenant/routes.tsx';
import { uploadLimits } from './upload.ts';
import { users } from './users/routes.tsx';
import { wizard } from './wizard/routes.ts';

/** The admin center as a separate HTTP application; see `lazy-admin-center.ts`. */
export async function adminCenterApp(
  context: IdpContext,
  log: SiteLog | undefined,
): Promise<FastifyInstance> {
  const app = await siteApp({ context, log, describeOwnErrors: describeAdminErrors });
  await app.register(adminCenter, { context });
  await app.ready();
  return app;
}

/** `/admin`: the administrator's pages. Each feature adds its routes here, in the order of the menu. */
async function adminCenter(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  await registerCsrf(app, { cookieName: 'admin_csrf' });
  await app.register(multipart, { limits: uploadLimits });
  const routes = adminRoutes(app, context);

  home(routes);
  tenantProperties(routes);
  users(routes);
  groups(routes);
  enterpriseApps(routes);
  wizard(routes);
  domains(routes);
  conditionalAccessPolicies(routes);
  signInLogs(routes);
  provisioningLogs(routes);
  auditLogs(routes);
}
