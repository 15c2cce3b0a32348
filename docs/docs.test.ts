/** What the documents say about this repository must exist: linked files, paths, npm scripts and the settings file. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { linksIn } from './testing/links-in.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(posix.join(root, file), 'utf8');
const tracked = ['ls-files', '--cached', '--others', '--exclude-standard'];
const files = execFileSync('git', tracked, { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => existsSync(posix.join(root, file)));
const folders = new Set(files.flatMap((file) => parents(file)));

/** All Markdown files but the references, which quote other projects, and the changelog, which names what is gone. */
const documents = files.filter(
  (file) => file.endsWith('.md') && !file.startsWith('docs/reference/') && file !== 'CHANGELOG.md',
);

function parents(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === '.' ? [] : [folder, ...parents(folder)];
}

/** Text in backticks that looks like a folder or a source file of this repository. */
const pathsIn = (text: string) =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\s]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => /^(\.{1,2}\/)*[\w@-][\w@.-]*(\/[\w@.-]+)*\/?$/.test(path))
    .filter((path) => /\/$|\.(tsx?|js|md)$/.test(path))
    .filter((path) => !/^(dist|\.samlab|node_modules|test-results)\//.test(path));

/** From the root, from the document's folder, or as the end of a path, as READMEs shorten them. */
function isInRepository(path: string, document: string): boolean {
  const name = path.replace(/\/$/, '');
  const beside = posix.join(posix.dirname(document), name);
  const isThere = (at: string) => folders.has(at) || files.includes(at);
  if (name.startsWith('.')) return isThere(beside);
  return [...folders, ...files].some(
    (at) => at === name || at === beside || at.endsWith(`/${name}`),
  );
}

test('the documents that are checked include the README, the decisions and those of folders', () => {
  expect(documents).toEqual(
    expect.arrayContaining([
      'README.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'docs/architecture.md',
      'docs/decisions/README.md',
      'lab/README.md',
    ]),
  );
});

test('control: a missing link, file and folder are found', () => {
  expect(linksIn('[a](docs/a.md#b) ![c](../c.png) [d](https://d.example/) [e](#e)')).toEqual([
    'docs/a.md',
    '../c.png',
  ]);
  const text =
    '`lab/seed.ts`, `lab/gone.ts`, `gone/`, `../cli/`, `npm test`, `saml:NameID`, `.samlab/`';
  const paths = pathsIn(text);
  expect(paths).toEqual(['lab/seed.ts', 'lab/gone.ts', 'gone/', '../cli/']);
  expect(paths.filter((path) => !isInRepository(path, 'lab/README.md'))).toEqual([
    'lab/gone.ts',
    'gone/',
  ]);
});

test('every relative link leads to a file', () => {
  const broken = documents.flatMap((document) =>
    linksIn(read(document))
      .filter((target) => !existsSync(posix.join(root, posix.dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('every path in backticks exists', () => {
  const broken = documents.flatMap((document) =>
    pathsIn(read(document))
      .filter((path) => !isInRepository(path, document))
      .map((path) => `${document}: ${path}`),
  );
  expect(broken).toEqual([]);
});

test('every npm script that is named exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = documents.flatMap((document) =>
    [...read(document).matchAll(/npm run (?:-s |--silent )?([\w-]+)/g)].map(
      ([, name = '']) => `${document}: ${name}`,
    ),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((each) => !((each.split(': ')[1] ?? '') in scripts))).toEqual([]);
});

test('the README shows the example of samlab-check.yaml as it is', () => {
  const shown = /^```yaml\n(# Settings of `samlab check`[\s\S]*?)^```/m.exec(
    read('README.md'),
  )?.[1];
  expect(shown).toBe(read('cli/check/samlab-check.example.yaml'));
});
