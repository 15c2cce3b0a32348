/** What `Provisioning` loads with its first use. */
export { requireApplication } from '../directory/applications/application-details.ts';
export { requireJobRow } from '../directory/provisioning/jobs.ts';
export {
  checkedParameters,
  connectionOf,
  parametersOf,
  requireSecretAgain,
  withChanges,
} from '../directory/provisioning/secrets.ts';
export { openConnection } from './connection/open-connection.ts';
export { probeConnection } from './connection/test-connection.ts';
export { runCycle } from './cycle/cycle.ts';
export { provisionOnDemand } from './on-demand/provision-on-demand.ts';
export { readSchemas } from './wire/index.ts';
