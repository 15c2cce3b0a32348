/** npm starts a shell, which starts this program; a signal ends npm and its shell, and nothing else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'samlab-npm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(folder, 'program.mjs');
writeFileSync(
  program,
  `import { onInterruption } from ${JSON.stringify(new URL('interruption.ts', import.meta.url).href)};
  const { interrupted, release } = onInterruption();
  setTimeout(() => console.log(process.pid), 300); // the state of the processes has been read by then
  const alive = setTimeout(() => {}, 60_000);
  await interrupted;
  clearTimeout(alive);
  release();`,
);

/** Runs the script of a package with npm. @returns npm, and the id of the program that the script starts */
async function npmRun(script: (command: string) => string) {
  const command = `"${process.execPath}" "${program}"`;
  const scripts = { go: script(command) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', scripts }));
  const npm = spawn('npm', ['run', '--silent', 'go'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(npm.stdout.setEncoding('utf8'), 'data');
  return { npm, pid: Number(line) };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number, within: number): Promise<boolean> {
  for (const end = Date.now() + within; Date.now() < end; ) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

test.each(['SIGTERM', 'SIGKILL'] as const)('the program ends with npm: %s', async (signal) => {
  const { npm, pid } = await npmRun((command) => command);
  expect(isAlive(pid)).toBe(true);
  npm.kill(signal);
  expect(await gone(pid, 20_000)).toBe(true);
});

test.each([
  ['alone', (command: string) => `${command} &`],
  ['while the script does something else', (command: string) => `${command} & sleep 1.5`],
])('what a script starts in the background goes on: %s', async (_, script) => {
  const { npm, pid } = await npmRun(script);
  if (npm.exitCode === null) await once(npm, 'exit');
  expect(await gone(pid, 1000)).toBe(false);
  process.kill(pid, 'SIGTERM');
  expect(await gone(pid, 20_000)).toBe(true);
});
