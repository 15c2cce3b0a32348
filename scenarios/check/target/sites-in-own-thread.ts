import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { OwnSites } from './own-site.ts';
import type { SitesThread } from './sites-thread.ts';

/**
 * They run in a thread of their own, so that sending and answering share the work of two processor cores. Their clock is the machine's.
 * The thread runs the compiled program only: Node takes no TSX.
 */
export function sitesInOwnThread(): OwnSites {
  const worker = new Worker(new URL('sites-thread.js', import.meta.url));
  const thread = createBirpc<SitesThread>(
    {},
    {
      post: (message) => worker.postMessage(message),
      on: (receive) => worker.on('message', receive),
    },
  );
  worker.on('error', (error) => thread.$close(error));
  let closed: Promise<void> | undefined; // a thread that has ended answers nothing
  return {
    async start() {
      const { url } = await thread.start();
      return {
        url,
        administration: {
          createCompany: (...given) => thread.createCompany(url, ...given),
          addEmployee: (...given) => thread.addEmployee(url, ...given),
          enableSingleSignOn: (...given) => thread.enableSingleSignOn(url, ...given),
          loadFederationMetadata: (...given) => thread.loadFederationMetadata(url, ...given),
        },
        advance: (seconds) => thread.advance(url, seconds),
        close: () => thread.closeSite(url),
      };
    },
    close() {
      closed ??= thread.closeAll().then(async () => {
        await worker.terminate();
      });
      return closed;
    },
  };
}
