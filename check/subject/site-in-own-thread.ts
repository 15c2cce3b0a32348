import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { OwnSiteHost } from './own-site.ts';
import type { SiteThread } from './site-thread.ts';

/**
 * Runs the service provider in another thread, so that sending and answering use two processor cores. The thread starts at once; its clock
 * is the machine's. It needs the compiled program, because Node does not run TSX.
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
  let closed: Promise<void> | undefined; // a thread that has ended does not answer
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
