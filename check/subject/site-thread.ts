import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { type SiteAdministration, siteInThisThread } from './own-site.ts';

/** What this thread does for the check. */
export interface SiteThread extends SiteAdministration {
  start(): Promise<{ url: string }>;
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

const host = siteInThisThread(() => new Date());
const administration = async () => (await host.start()).administration;

const handlers: SiteThread = {
  start: async () => ({ url: (await host.start()).url }),
  createCompany: async (...given) => (await administration()).createCompany(...given),
  addEmployee: async (...given) => (await administration()).addEmployee(...given),
  enableSingleSignOn: async (...given) => (await administration()).enableSingleSignOn(...given),
  loadFederationMetadata: async (...given) =>
    (await administration()).loadFederationMetadata(...given),
  advance: async (seconds) => (await host.start()).advance(seconds),
  close: () => host.close(),
};

const port = parentPort;
if (port)
  createBirpc<Record<never, never>, SiteThread>(handlers, {
    post: (message) => port.postMessage(message),
    on: (receive) => port.on('message', receive),
  });
