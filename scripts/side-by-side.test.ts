import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, 'side-by-side.ts');

function run(...lines: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...lines], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('command lines that all succeed', () => {
  expect(run('echo one', 'echo two && echo three')).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^one\ntwo\nthree\n$|^two\n(one\nthree|three\none)\n$/),
    stderr: '',
  });
});

test('one that fails is named, after the others have ended', () => {
  expect(run('exit 3', 'sleep 0.2; echo ended')).toEqual({
    status: 1,
    stdout: 'ended\n',
    stderr: 'Failed: exit 3\n',
  });
});
