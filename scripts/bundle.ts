/**
 * `node scripts/bundle.ts`: ends a build. Puts what the compiler wrote into a few files, `dist/bundle/`, which is what runs: Node takes longer to
 * open a module than to run it, and a start needs some hundred of ours and some hundred of two libraries, which come along. All other
 * libraries stay apart, so that npm can bring them up to date.
 */
import { cpSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const bundle = `${dist}bundle`;

/** What is opened by its name: by `bin/`, by a thread of its own, and by `bench/`. */
const entries = {
  samlab: 'cli/main.js',
  lab: 'lab/library.js',
  idp: 'idp/index.js',
  sp: 'sp/index.js',
  'site-thread': 'check/subject/site-thread.js',
};

/** Libraries of so many modules that opening them would be most of a start, with the notice that their license asks for. */
const inside: Record<string, string> = {
  kysely: 'Kysely: MIT license, Sami Koskimäki and contributors, https://kysely.dev',
  typebox: 'TypeBox: MIT license, Haydn Paterson, https://github.com/sinclairzx81/typebox',
};

const isOurs = (id: string) => id.startsWith('.') || isAbsolute(id);
const libraryOf = (id: string) => id.split('/')[0] ?? id;

await build({
  input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, dist + file])),
  platform: 'node',
  // What a face exports and an importer does not use is not loaded for it: our modules do nothing when they load but define.
  treeshake: { moduleSideEffects: false },
  external: (id) => !isOurs(id) && !Object.hasOwn(inside, libraryOf(id)),
  output: {
    dir: bundle,
    format: 'esm',
    // The same names again, nothing removed: a lab that is running meanwhile still finds what it loads late.
    chunkFileNames: '[name].js',
    banner: ({ moduleIds }) =>
      Object.entries(inside)
        .filter(([name]) => moduleIds.some((id) => id.split(/[\\/]/).includes(name)))
        .map(([, notice]) => `/* Contains ${notice} */`)
        .join('\n'),
  },
});
// Style sheets, scripts, the icon and the XML schemas go beside the code that reads them.
const copy = (from: string, to: string) =>
  cpSync(new URL(`../${from}`, import.meta.url), to, { recursive: true });
copy('web/assets', `${bundle}/assets`);
copy('saml/schemas', `${bundle}/schemas`);
copy('saml/schemas', `${dist}saml/schemas`);
