import type { ApplicationRoutes } from '../../admin-center/enterprise-apps/application-routes.ts';
import { connectivity } from './connectivity/routes.tsx';
import { mappings } from './mappings/routes.tsx';
import { onDemand } from './on-demand/routes.tsx';
import { overview } from './overview/routes.tsx';
import { jobRoutes } from './provisioning-routes.ts';
import { scope } from './scope/routes.tsx';
import { settings } from './settings/routes.tsx';

/** "Provisioning" of an application, in the order of its menu. */
export function provisioning(routes: ApplicationRoutes): void {
  const pages = jobRoutes(routes);
  overview(routes, pages);
  connectivity(routes);
  mappings(pages);
  scope(pages);
  settings(pages);
  onDemand(pages);
}
