/**
 * `node scripts/bundle-types.ts`: after the bundle, the types of the public API, one file for each import: `library.d.ts`,
 * `playwright.d.ts` and `testing.d.ts` in `dist/bundle/`. They name no library
 * that is bundled, as those are not installed with the package.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

await build({
  input: {
    library: `${dist}lab/library.d.ts`,
    playwright: `${dist}fixtures/playwright/index.d.ts`,
    testing: `${dist}fixtures/testing.d.ts`,
  },
  plugins: [dts({ dtsOnly: true, generator: 'oxc', tsconfig: false })],
  external: (id) => !id.startsWith('.') && !id.startsWith(dist) && !id.startsWith('/'),
  logLevel: 'warn',
  output: { dir: `${dist}bundle`, format: 'esm', chunkFileNames: 'shared-types.js' },
});
