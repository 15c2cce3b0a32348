import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { OwnSiteHost } from './own-site.ts';
import type { SiteThread } from './site-thread.ts';

/**
 * In a thread of its own, so that sending and answering share the work of two processor cores. The thread starts at once; its clock is
 * the machine's. It runs the compiled program only: Node takes no TSX.
 */
export function siteInOwnThread(): OwnSiteHost {
  const worker = new Worker(new URL('site-thread.js', import.meta.url));
  const thread = createBirpc<SiteThread>(
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
          createCompany: (...given) => thread.createCompany(...given),
          addEmployee: (...given) => thread.addEmployee(...given),
          enableSingleSignOn: (...given) => thread.enableSingleSignOn(...given),
          loadFederationMetadata: (...given) => thread.loadFederationMetadata(...given),
        },
        advance: (seconds) => thread.advance(seconds),
      };
    },
    close() {
      closed ??= thread.close().then(async () => {
        await worker.terminate();
      });
      return closed;
    },
  };
}
