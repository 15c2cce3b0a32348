/** What `Provisioning` loads on first use. */

export { openConnection } from './connection/open-connection.ts';
export { probeConnection } from './connection/test-connection.ts';
export { runCycle } from './cycle/cycle.ts';
export { provisionOnDemand } from './on-demand/provision-on-demand.ts';
