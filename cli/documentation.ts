import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** URL of docs/catalogue.md in the package, where each case is a heading; `#` and its id lead there. */
export const documentation = (): string =>
  new URL(
    'docs/catalogue.md',
    pathToFileURL(createRequire(import.meta.url).resolve('samlab/package.json')),
  ).href;
