/** What is in the file that `npm pack` makes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linksIn } from '../docs/testing/links-in.ts';
import { bundledLibraries } from '../scripts/bundled-libraries.ts';
import { type PackedPackage, packPackage } from './testing/installed-package.ts';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

let samlab: PackedPackage;
/** Where the package is unpacked. */
let folder: string;
beforeAll(async () => {
  samlab = await packPackage();
  execFileSync('tar', ['-xzf', samlab.tarball, '-C', dirname(samlab.tarball)]);
  folder = join(dirname(samlab.tarball), 'package');
});
afterAll(() => samlab?.remove());

const content = (path: string) => readFileSync(join(folder, path), 'utf8');
const manifest = () => JSON.parse(content('package.json')) as Manifest;

test('it contains the program and the examples, and no tests, keys or sources', () => {
  expect(samlab.files).toEqual(
    expect.arrayContaining([
      'package.json',
      'bin/library.js',
      'bin/node-version.js',
      'bin/playwright.js',
      'bin/testing.js',
      'bin/samlab.js',
      'dist/bundle/samlab.js',
      'dist/bundle/lab.js',
      'dist/bundle/library.d.ts',
      'dist/bundle/playwright.d.ts',
      'dist/bundle/testing.d.ts',
      'dist/bundle/LICENSES.txt',
    ]),
  );
  const allowed =
    /^(package\.json|LICENSE|.*\.md|bin\/[\w-]+\.js|docs\/(images\/[\w-]+\.png|settings\.schema\.json)|cli\/check\/samlab-check\.example\.yaml|examples\/[\w-]+\/.*|pipelines\/\w+\.sh|dist\/.*)$/;
  const unwanted =
    /\.test\.|\/testing\/|(?<!\.d)\.tsx?$|tsbuildinfo|\.(pem|key|pfx|p12|cer|db)$|lab\.json/;
  // The examples are projects to copy, with the tests that a user writes.
  const isExample = (path: string) => /^examples\/[\w-]+\/(?!.*node_modules)/.test(path);
  expect(
    samlab.files.filter((path) => !allowed.test(path) || (!isExample(path) && unwanted.test(path))),
  ).toEqual([]);
  const withKey = samlab.files.filter((path) =>
    /PRIVATE KEY-----\s*[A-Za-z0-9+/=]{60}/.test(content(path)),
  );
  expect(withKey).toEqual([]);
});

test('every link in its documents leads into the package or to the web', () => {
  const documents = samlab.files.filter((file) => file.endsWith('.md'));
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/api.md']));
  expect(linksIn(content('README.md')).length).toBeGreaterThan(20);
  const entries = new Set(samlab.files);
  const broken = documents.flatMap((document) =>
    linksIn(content(document))
      .filter((target) => !entries.has(posix.join(posix.dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('publint finds nothing to say about package.json', async () => {
  const tarball = new Uint8Array(readFileSync(samlab.tarball)).buffer;
  const { messages } = await publint({ pack: { tarball }, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest()))).toEqual([]);
});

test('TypeScript finds the types of every import, as an ES module and in a bundler', async () => {
  const tarball = createPackageFromTarballData(new Uint8Array(readFileSync(samlab.tarball)));
  const { types, entrypoints, problems } = (await checkPackage(tarball)) as Exclude<
    Awaited<ReturnType<typeof checkPackage>>,
    { types: false }
  >;
  expect(types).toMatchObject({ kind: 'included' });
  expect(Object.keys(entrypoints)).toEqual(['.', './playwright', './testing', './package.json']);
  // samlab is an ES module only: `require` and the resolution of Node 10 are not supported.
  const unsupported = ['node10', 'node16-cjs'];
  const resolutionOf = (problem: object) => String(Reflect.get(problem, 'resolutionKind'));
  expect(problems.filter((problem) => !unsupported.includes(resolutionOf(problem)))).toEqual([]);
  expect(problems.map(({ kind }) => kind)).toContain('CJSResolvesToESM'); // (control) it does look
});

test('its types need only what is installed with it', () => {
  const { dependencies, peerDependencies } = manifest();
  const types = samlab.files.filter((file) => file.endsWith('.d.ts'));
  const imported = types.flatMap((file) => [
    ...content(file).matchAll(/^import .* from ["']([^"'./][^"']*)["']/gm),
  ]);
  expect(imported.length).toBeGreaterThan(0);
  const installed = Object.keys({ ...dependencies, ...peerDependencies });
  for (const [, name = ''] of imported)
    if (!name.startsWith('node:')) expect(installed).toContain(name.split('/')[0]);
});

test('it installs exact versions, none of a library that is inside', () => {
  const { dependencies, scripts } = manifest();
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Object.keys(dependencies).filter((name) => bundledLibraries.has(name))).toEqual([]);
  expect(bundledLibraries.has('fastify')).toBe(true);
  expect(scripts.prepack).toContain('node scripts/write-sbom.ts');
});

test('the license of every library inside comes with it', () => {
  const licenses = content('dist/bundle/LICENSES.txt');
  const titles = licenses.split('\n').filter((line) => line.includes(' license'));
  const missing = [...bundledLibraries].filter(
    ([name, { version }]) => !titles.some((title) => title.startsWith(`${name} ${version}: `)),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
  expect(licenses).toContain('Permission is hereby granted');
});
