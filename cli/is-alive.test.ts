import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive } from './is-alive.ts';

test('a process is alive until it ends, also while nobody has waited for it', async () => {
  // The shell becomes `sleep`, which never waits for the child that the shell had.
  const shell = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [text] = (await once(shell.stdout, 'data')) as [Buffer];
  const child = Number(text.toString());
  expect(isAlive(shell.pid ?? 0)).toBe(true);
  await expect.poll(() => isAlive(child), { timeout: 20_000 }).toBe(false);
  expect(() => process.kill(child, 0)).not.toThrow(); // (control) the system still lists it
  shell.kill('SIGKILL');
  await once(shell, 'exit');
  expect(isAlive(shell.pid ?? 0)).toBe(false);
});
