import { setFlagsFromString } from 'node:v8';
import { loadSamlify } from '../../sp/index.ts';

/** What the process of `samlab start` does once the start line is written, while nobody waits. */
export function afterStart(): void {
  // Keeps the part of the heap for new objects small: under load V8 would let it grow by 70 to 90 MB, for nothing.
  setFlagsFromString('--semi-space-growth-factor=1');
  // Otherwise the first sign-in at the service provider waits for it.
  void loadSamlify();
}
