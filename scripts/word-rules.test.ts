import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Words that make a reader stop: each has a plainer one, such as "who", "a separate" and "is" (CONTRIBUTING.md, "English"). */
const unplain = /\bwhoever\b|\bof (?:its|their|his) own\b|\b(?:stands|stood)\b/gi;

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => /\.(?:md|tsx?|jsx?|ya?ml|css|sh)$/.test(file))
  // Facts with their sources, in the words of those who found them; and this file.
  .filter((file) => !file.startsWith('docs/reference/') && file !== 'scripts/word-rules.test.ts');

const uses = (text: string, file: string) =>
  [...text.matchAll(unplain)].map(({ 0: word, index }) => {
    const line = text.slice(0, index).split('\n').length;
    return `${file}:${line}: ${word}`;
  });

test('documents, comments and texts use plain words', () => {
  const found = files.flatMap((file) => uses(readFileSync(posix.join(root, file), 'utf8'), file));
  expect(found).toEqual([]);
});

test('an unplain word is found where it is', () => {
  expect(uses('Plain.\nWhoever\nreads this', 'a.md')).toEqual(['a.md:2: Whoever']);
});
