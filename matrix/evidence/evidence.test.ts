import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { caseById } from '../../catalogue/index.ts';
import { libraries } from '../libraries.ts';
import { at, type Confirmation, fails, never, passes } from './evidence.ts';
import { confirmations } from './index.ts';
import { evidencePage } from './markdown.ts';
import { sourceFaults } from './read-source.ts';

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const caseOf = (run: string) => run.split('#')[0] ?? run;

test('all libraries but node-saml, which is part of passport-saml, have evidence', () => {
  expect(confirmations.map(({ library }) => library)).toEqual(
    libraries.map(({ name }) => name).filter((name) => name !== 'node-saml'),
  );
});

describe.each(confirmations)('$library', ({ library, versions, evidence }) => {
  const [, section = ''] = docs('library-matrix.md').split(`\n## ${library}\n`);
  const own = section.split('\n## ')[0] ?? '';

  test('has five findings and five passes, each with its own run', () => {
    const passed = evidence.filter(({ verdict }) => verdict === 'pass');
    expect(passed.length).toBeGreaterThanOrEqual(5);
    expect(evidence.length - passed.length).toBeGreaterThanOrEqual(5);
    const runs = evidence.map(({ run }) => run);
    expect(new Set(runs).size).toBe(runs.length);
  });

  test('names runs of the catalogue', () => {
    const unknown = evidence.filter(({ run }) => {
      const [id, number = '1'] = run.split('#');
      return caseById(id ?? '')?.runs[Number(number) - 1] === undefined;
    });
    expect(unknown).toEqual([]);
  });

  test('is about the versions and the findings of the library matrix', () => {
    expect(own).toContain(`\n${versions}. `);
    const found = evidence.filter(({ verdict }) => verdict !== 'pass');
    expect(found.filter(({ run }) => !own.includes(`\`${caseOf(run)}\``))).toEqual([]);
  });
});

test('docs/library-matrix-evidence.md has this evidence', () => {
  expect(docs('library-matrix-evidence.md')).toBe(evidencePage(confirmations));
});

describe('the source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-source-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'saml.c'), 'if (audience)\n  refuse();\nreturn OK;\n');
  const faults = (...evidence: Confirmation['evidence']) =>
    sourceFaults({ library: 'l', versions: '', root: { kind: 'npm' }, evidence }, folder);

  test('control: what it says is no fault, and a log is not looked for there', () => {
    expect(
      faults(
        passes('a', '', at('saml.c', 1, 'audience'), 'logged'),
        fails('b', '', never('saml.c', [2, 3], 'audience')),
        passes('c', '', 'logged'),
      ),
    ).toEqual([]);
  });

  test('another line, a word that occurs, a file that is missing or too short', () => {
    expect(
      faults(
        passes('a', '', at('saml.c', 2, 'audience')),
        fails('b', '', never('saml.c', [1, 3], 'audience')),
        fails('c', '', never('saml.c', [1, 9], 'issuer')),
        passes('d', '', at('other.c', 1, 'audience')),
      ),
    ).toEqual([
      'l, a: Line 2 of saml.c does not have audience',
      'l, b: Line 1 of saml.c has audience',
      'l, c: saml.c has 4 lines.',
      'l, d: There is no file other.c.',
    ]);
  });
});
