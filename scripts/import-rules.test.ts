import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { brokenRule, type Import } from './import-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every import, re-export and `import()` of every TypeScript file in the repository, including imports of types. */
function allImports(): Import[] {
  const tracked = ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx'];
  const files = execFileSync('git', tracked, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  return files
    .filter((file) => existsSync(posix.join(root, file)))
    .flatMap((from) => {
      const text = readFileSync(posix.join(root, from), 'utf8');
      const { staticImports, staticExports, dynamicImports } = parseSync(from, text).module;
      const specifiers = [
        ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
        ...staticExports.flatMap(({ entries }) =>
          entries.map(({ moduleRequest }) => moduleRequest?.value),
        ),
        ...dynamicImports
          .map(({ moduleRequest: { start, end } }) => text.slice(start, end))
          .flatMap((argument) => /^(['"])(.*)\1$/.exec(argument)?.[2] ?? []),
      ];
      return [...new Set(specifiers)].flatMap((to) => (to === undefined ? [] : [target(from, to)]));
    });
}

const target = (from: string, to: string): Import =>
  to.startsWith('.')
    ? { from, to: posix.join(posix.dirname(from), to), ours: true }
    : { from, to, ours: false };

describe('imports', () => {
  const imports = allImports();

  test('are found: static, dynamic, re-exported and of types', () => {
    expect(imports).toContainEqual({ from: 'cli/program.ts', to: 'commander', ours: false });
    expect(imports).toContainEqual({
      from: 'check/loaded-late.ts',
      to: 'check/report/html/to-html.tsx',
      ours: true,
    });
    expect(imports).toContainEqual({ from: 'lab/index.ts', to: 'lab/errors.ts', ours: true });
    expect(imports).toContainEqual({ from: 'lab/seed.ts', to: 'idp/index.ts', ours: true });
  });

  test('obey the layers, the public files of each folder and the folders of each library', () => {
    const broken = imports.flatMap((one) => {
      const rule = brokenRule(one);
      return rule === undefined ? [] : [`${one.from} imports ${one.to}: ${rule}`];
    });
    expect(broken).toEqual([]);
  });
});

test('only *.isolated.test.ts files mock modules: elsewhere the module may be loaded already', () => {
  const mocking = [
    'grep',
    '--untracked',
    '-l',
    '-E',
    '^vi\\.mock\\(',
    '--',
    '*.test.ts',
    '*.test.tsx',
  ];
  const files = execFileSync('git', mocking, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  expect(files.filter((file) => !/\.isolated\.test\.tsx?$/.test(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});

describe('a rule is broken by', () => {
  test.each([
    ['an import upward', 'saml/sign.ts', 'idp/index.ts', 'saml/ may import text-files, not idp/'],
    ['the other side', 'idp/app.ts', 'sp/index.ts', 'idp/ may import'],
    ['the lab in the catalogue', 'catalogue/case.ts', 'lab/index.ts', 'catalogue/ may import'],
    ['a deep import', 'cli/run.ts', 'lab/errors.ts', 'only lab/index.ts'],
    ['a deep import in a test', 'cli/run.test.ts', 'lab/errors.ts', 'only lab/index.ts'],
    ['test support in product code', 'lab/seed.ts', 'idp/testing/x.ts', 'only idp/index.ts'],
  ])('%s', (_, from, to, rule) => {
    expect(brokenRule({ from, to, ours: true })).toContain(rule);
  });

  test.each([
    ['samlify', 'idp/app.ts', 'sp/samlify/'],
    ['node-forge', 'saml/sign.ts', 'certs/'],
    ['libxml2-wasm', 'sp/app.ts', 'saml/'],
    ['xml-crypto', 'lab/seed.ts', 'catalogue/'],
    ['xml-crypto/lib/signed-xml.js', 'lab/seed.ts', 'catalogue/'],
    ['@xmldom/xmldom', 'idp/app.ts', 'catalogue/'],
    ['@fastify/cookie', 'idp/response/claims.ts', 'must not import @fastify/cookie'],
    ['fastify', 'idp/response/claims.ts', 'must not import fastify'],
  ])('%s in %s', (library, from, rule) => {
    expect(brokenRule({ from, to: library, ours: false })).toContain(rule);
  });

  test('no allowed import', () => {
    const fine = (from: string, to: string, ours = true) => brokenRule({ from, to, ours });
    expect(fine('lab/seed.ts', 'idp/index.ts')).toBeUndefined();
    expect(fine('check/own-sp/x.test.ts', 'catalogue/testing/cast.ts')).toBeUndefined();
    expect(fine('idp/app.ts', 'idp/directory/tables.ts')).toBeUndefined();
    expect(fine('sp/samlify/load.ts', 'samlify', false)).toBeUndefined();
  });
});
