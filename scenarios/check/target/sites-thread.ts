import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { type OwnSite, type SiteAdministration, sitesInThisThread } from './own-site.ts';

type AtSite = {
  readonly [Task in keyof SiteAdministration]: (
    url: string,
    ...given: Parameters<SiteAdministration[Task]>
  ) => ReturnType<SiteAdministration[Task]>;
};

/** What this thread does for the one that checks; a site is named by its address. */
export interface SitesThread extends AtSite {
  start(): Promise<{ url: string }>;
  advance(url: string, seconds: number): Promise<void>;
  closeSite(url: string): Promise<void>;
  closeAll(): Promise<void>;
}

const sites = sitesInThisThread(() => new Date());
const started = new Map<string, OwnSite>();

function site(url: string): OwnSite {
  const found = started.get(url);
  if (!found) throw new Error(`No service provider was started at ${url}.`);
  return found;
}

const duties: SitesThread = {
  async start() {
    const made = await sites.start();
    started.set(made.url, made);
    return { url: made.url };
  },
  createCompany: (url, ...given) => site(url).administration.createCompany(...given),
  addEmployee: (url, ...given) => site(url).administration.addEmployee(...given),
  enableSingleSignOn: (url, ...given) => site(url).administration.enableSingleSignOn(...given),
  loadFederationMetadata: (url, ...given) =>
    site(url).administration.loadFederationMetadata(...given),
  advance: (url, seconds) => site(url).advance(seconds),
  closeSite: (url) => site(url).close(),
  closeAll: () => sites.close(),
};

const port = parentPort;
if (port)
  createBirpc<Record<never, never>, SitesThread>(duties, {
    post: (message) => port.postMessage(message),
    on: (receive) => port.on('message', receive),
  });
