/**
 * `node scripts/bundle-types.ts`: after the bundle, the types of the public API in one file, `dist/bundle/library.d.ts`. It names no library
 * that is bundled, as those are not installed with the package.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

await build({
  input: { library: `${dist}lab/library.d.ts` },
  plugins: [dts({ dtsOnly: true, generator: 'oxc', tsconfig: false })],
  external: (id) => !id.startsWith('.') && !id.startsWith(dist) && !id.startsWith('/'),
  logLevel: 'warn',
  output: { dir: `${dist}bundle`, format: 'esm' },
});
