#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets a sentence and not a syntax error.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { tooOld } from './node-version.js';

const entry = new URL('../dist/bundle/samlab.js', import.meta.url);
const refusal = tooOld(`run "npx -p node@24 node ${process.argv.slice(1).join(' ')}".`);

if (refusal) {
  console.error(refusal);
  process.exitCode = 1;
} else if (!existsSync(entry)) {
  console.error('samlab: this checkout is not built yet. Run "npm run build" first.');
  process.exitCode = 1;
} else {
  module.enableCompileCache(); // the second start need not compile the same files again
  await import(entry.href);
}
