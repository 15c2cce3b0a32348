import { createRequire } from 'node:module';

/** The version of the package. A package can import itself by name, both in the checkout and once installed. */
export function version(): string {
  const { version } = createRequire(import.meta.url)('samlab/package.json') as { version: string };
  return version;
}
