import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCaptured } from '../testing/run-captured.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-corpus-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('writes into a folder that holds something only with --force', async () => {
  const mine = join(folder, 'mine.txt');
  writeFileSync(mine, 'mine');
  const refused = await runCaptured('corpus', folder);
  expect(refused).toEqual({
    code: 2,
    out: '',
    err: `samlab: The folder ${folder} is not empty. Name another folder, or add --force to write into it.\n`,
  });

  const { code, out, err } = await runCaptured('corpus', folder, '--force', '--seed', 'golden');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`files are written to ${folder}.`);
  expect(readFileSync(mine, 'utf8')).toBe('mine');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
    seed: string;
    entries: { files: { xml: string } }[];
  };
  expect(index.seed).toBe('golden');
  expect(readFileSync(join(folder, index.entries[0]?.files.xml ?? ''), 'utf8')).toContain(
    'Response',
  );
});

test.each([
  [[], "Missing required argument 'folder'."],
  [['--sed'], 'Unknown option --sed; "samlab corpus --help" lists the options.'],
  [['a', 'b'], 'Unexpected argument "b"; "samlab corpus" accepts options only.'],
  [['a', '--seed='], '--seed must be a text of 1 to 200 characters.'],
])('bad usage, one sentence: %j', async (args, sentence) => {
  const { code, err } = await runCaptured('corpus', ...args);
  expect(code).toBe(2);
  expect(err).toMatch(/^samlab: .*\n$/);
  expect(err).toContain(sentence);
});

test('a file is no folder', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { code, err } = await runCaptured('corpus', file);
  expect([code, err]).toEqual([2, `samlab: ${file} is a file. Name a folder.\n`]);
});
