import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { loadSamlify } from '../../sp/index.ts';

/** What the process of `samlab start` does once the start line is written, while nobody waits. */
export function afterStart(): void {
  // Node writes the cache that `bin/` turns on when a process ends, and not when it is killed. Later starts are faster from now on.
  flushCompileCache();
  // Keeps the part of the heap for new objects small: under load V8 would let it grow by 70 to 90 MB, for nothing.
  setFlagsFromString('--semi-space-growth-factor=1');
  // The heap may be half as large again as what is in use, before V8 looks for what is not. By default it grows to three times as much: another 100 MB under load.
  setFlagsFromString('--heap-growing-percent=50');
  // Otherwise the first sign-in at the service provider waits for it.
  void loadSamlify();
}
