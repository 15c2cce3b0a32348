import { flushCompileCache } from 'node:module';
import { loadSamlify } from '../../sp/index.ts';

/** What the process of `samlab start` does once the start line is written, while nobody waits. */
export function afterStart(): void {
  // Node writes the cache that `bin/` turns on when a process ends, and not when it is killed. Later starts are faster from now on.
  flushCompileCache();
  // Otherwise the first sign-in at the service provider waits for it.
  void loadSamlify();
}
