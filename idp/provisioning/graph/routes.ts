import type { GraphRoutes, GraphVersion } from '../../graph/graph-routes.ts';
import { connectivity } from './connectivity.ts';
import { discover } from './discover.ts';
import { jobs } from './jobs.ts';
import { provisioningLogs } from './provisioning-logs.ts';
import { schemaTools } from './schema-tools.ts';
import { schemas } from './schemas.ts';
import { templatesRoutes } from './templates.ts';

/** Everything that Graph has about provisioning here. */
export function synchronization(routes: GraphRoutes, version: GraphVersion): void {
  templatesRoutes(routes);
  jobs(routes);
  schemas(routes);
  schemaTools(routes);
  discover(routes);
  connectivity(routes, version);
  provisioningLogs(routes);
}
