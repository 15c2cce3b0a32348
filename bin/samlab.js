#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets a sentence and not a syntax error.
import { existsSync } from 'node:fs';
import module from 'node:module';

var required = 24; // "engines" in package.json
var entry = new URL('../dist/cli/main.js', import.meta.url);

if (parseInt(process.versions.node, 10) < required) {
  console.error(
    'samlab: Node.js ' +
      required +
      ' or later is needed, and this is ' +
      process.version +
      '. Install it from https://nodejs.org, or run "npx -p node@' +
      required +
      ' -p samlab samlab".',
  );
  process.exitCode = 1;
} else if (!existsSync(entry)) {
  console.error('samlab: this checkout is not built yet. Run "npm run build" first.');
  process.exitCode = 1;
} else {
  module.enableCompileCache(); // the second start need not compile the same files again
  await import(entry.href);
}
