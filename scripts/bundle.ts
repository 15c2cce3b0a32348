/**
 * `node scripts/bundle.ts`: the last step of a build. Bundles the compiler's output into a few files in `dist/bundle/`, which are what runs:
 * Node takes longer to open a module than to run it, and a start needs hundreds of ours and of some libraries. Those of `bundledLibraries` are
 * inside; all others are installed beside the package, samlify among them, which is loaded after the start. A first pass finds which files a start
 * loads, the second joins them (`bundle-groups.ts`).
 */
import { cpSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InputOptions, type OutputOptions } from 'rolldown';
import { groupsOf } from './bundle-groups.ts';
import { bundledLibraries } from './bundled-libraries.ts';
import { isReadInParts, withoutFetch } from './without-fetch.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const bundle = `${dist}bundle`;

/** The files that `bin/`, a worker thread and `bench/` open by name. */
const entries = {
  samlab: 'cli/main.js',
  lab: 'lab/library.js',
  playwright: 'fixtures/playwright/index.js',
  testing: 'fixtures/testing.js',
  idp: 'idp/index.js',
  sp: 'sp/index.js',
  'site-thread': 'check/subject/site-thread.js',
};

const isOurs = (id: string) => id.startsWith('.') || isAbsolute(id);
const libraryOf = (id: string) =>
  id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');

const options = {
  input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, dist + file])),
  platform: 'node',
  // Modules of ours have no side effects when they load, so unused exports of an index.ts load nothing.
  treeshake: { moduleSideEffects: (id) => /[\\/]node_modules[\\/]reflect-metadata[\\/]/.test(id) },
  resolve: { mainFields: ['module', 'main'] },
  external: (id) => !isOurs(id) && !bundledLibraries.has(libraryOf(id)) && !isReadInParts(id),
  plugins: [withoutFetch],
} satisfies InputOptions;
const output = {
  dir: bundle,
  format: 'esm',
  comments: { jsdoc: false, annotation: false }, // an eighth of the size, which Node reads and keeps
  // Stable names, and no file is removed, so that a running lab still finds the modules that it loads lazily.
  chunkFileNames: '[name].js',
} satisfies OutputOptions;

const apart = await build({ ...options, output, write: false });
await build({ ...options, output: { ...output, codeSplitting: { groups: groupsOf(apart) } } });
const notices = [...bundledLibraries.values()].map(({ notice }) => notice);
writeFileSync(
  `${bundle}/LICENSES.txt`,
  `The programs in this folder contain these libraries.\n\n${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`,
);
// Style sheets, scripts, the icon and the XML schemas go beside the code that reads them.
const copy = (from: string, to: string) =>
  cpSync(new URL(`../${from}`, import.meta.url), to, { recursive: true });
copy('web/assets', `${bundle}/assets`);
copy('saml/schemas', `${bundle}/schemas`);
copy('saml/schemas', `${dist}saml/schemas`);
copy('web/assets', `${dist}web/assets`);
