import type { FastifyInstance } from 'fastify';
import { findProvisioning } from '../../administration/provisioning.ts';
import type { AdminConsoleOptions } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { disableRoutes } from './disable-routes.tsx';
import { IntegrationsPage } from './integrations-page.tsx';
import { settingsRoutes } from './settings-routes.tsx';
import { savedOf } from './settings-view.tsx';
import { trustRoutes } from './trust-routes.ts';

/** Configuration > Integrations > Single Sign-On (entra-admin.md 2.1). */
export async function singleSignOn(
  app: FastifyInstance,
  options: AdminConsoleOptions,
): Promise<void> {
  const admin = { ...options, app };
  app.get('/admin/integrations', async (request, reply) => {
    const { company } = administratorOf(request);
    const enabled = {
      singleSignOn: (await savedOf(admin, request))?.enabled ?? false,
      provisioning: (await findProvisioning(options.db, company.id))?.enabled ?? false,
    };
    return reply.page(<IntegrationsPage frame={frameOf(request, reply)} enabled={enabled} />);
  });
  settingsRoutes(admin);
  trustRoutes(admin);
  disableRoutes(admin);
}
