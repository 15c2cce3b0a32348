import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Lines on a terminal of which nothing comes from another system. */
const exceptions: Readonly<Record<string, string>> = {
  'cli/check/progress.ts': 'Redraws one line, with ids of our own.',
  'cli/explain/reading-progress.ts': 'Redraws one line, with the name of a file that was given.',
  'cli/start/open-log.ts':
    'Opens the log; a terminal shows lines of cli/start/log-line.ts, a file has JSON.',
  'cli/print.ts': 'It makes sentences printable.',
};

const prints = /\bconsole\.(?:log|error|warn|info)\b|\bprocess\.stderr\b/;

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'cli/*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => !/\.test\.ts$|(^|\/)testing\//.test(file))
  .filter((file) => prints.test(readFileSync(posix.join(root, file), 'utf8')));

test('commands say everything through cli/print.ts: texts of other systems do not reach a terminal as they are', () => {
  expect(files.toSorted()).toEqual(Object.keys(exceptions).toSorted());
});
