import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** URL of a page in the package, where each case is a heading; `#` and its id lead there. */
export const documentation = (page: 'catalogue' | 'scim-check'): string =>
  new URL(
    `docs/${page}.md`,
    pathToFileURL(createRequire(import.meta.url).resolve('samlab/package.json')),
  ).href;
