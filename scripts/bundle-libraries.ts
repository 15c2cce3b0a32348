/**
 * `node scripts/bundle-libraries.ts`: puts a library of many modules into the one compiled file that lets it in. Node spends 90 ms on
 * opening Kysely's 257 modules at every start, and 10 ms on the same code in one file; TypeBox has 680.
 *
 * Exit code 1 when another file imports such a library by itself, which would open all its modules again.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const doors = [
  {
    library: 'kysely',
    file: `${dist}store/open-store.js`,
    /** A library's own modules are relative to each other, ours to this file: only the latter stay apart. */
    ours: new Set(['./errors.js', './node-sqlite.js']),
    licence: 'Kysely: MIT license, Sami Koskimäki and contributors, https://kysely.dev',
  },
  {
    library: 'typebox',
    file: `${dist}store/typebox.js`,
    ours: new Set<string>(),
    licence: 'TypeBox: MIT license, Haydn Paterson, https://github.com/sinclairzx81/typebox',
  },
];

for (const { file, ours, licence } of doors)
  await build({
    input: file,
    platform: 'node',
    external: (id, importer) => id.startsWith('node:') || (importer === file && ours.has(id)),
    output: { file, format: 'esm', banner: `/* Contains ${licence} */` },
  });

for (const path of globSync('**/*.js', { cwd: dist }))
  for (const { library } of doors)
    if (
      new RegExp(`^(?:im|ex)port .*from '${library}[/']`, 'm').test(
        readFileSync(dist + path, 'utf8'),
      )
    ) {
      console.error(
        `${path} imports ${library} by itself: let it come through the file of store/ that holds it, or import only types.`,
      );
      process.exitCode = 1;
    }
