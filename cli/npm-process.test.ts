/** npm and npx leave their shell and this program behind when they are killed; a shell that stays in between is what they do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = `
  import { onInterruption } from ${JSON.stringify(new URL('interruption.ts', import.meta.url).href)};
  const { interrupted, release } = onInterruption();
  console.log(process.pid);
  const alive = setTimeout(() => {}, 60_000);
  await interrupted;
  clearTimeout(alive);
  release();`;
const started = fileURLToPath(import.meta.url);

/** Starts npm's stand-in, which starts a shell, which starts the program. @returns the ids of the stand-in and of the program */
async function start(env: NodeJS.ProcessEnv, more = '; true') {
  const node = `'${process.execPath}' --input-type=module -e '${program.replaceAll("'", "'\\''")}'${more}`;
  const npm = spawn(
    process.execPath,
    [
      '-e',
      `require('child_process').spawnSync('sh', ['-c', process.argv[1]], { stdio: 'inherit' })`,
      node,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } },
  );
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

test('the program ends with npm', async () => {
  const { npm, pid } = await start({ npm_execpath: started });
  npm.kill('SIGKILL');
  expect(await gone(pid, 20_000)).toBe(true);
});

test('a program that a script of npm starts in the background goes on', async () => {
  const { pid } = await start({ npm_execpath: started }, ' &');
  expect(await gone(pid, 1500)).toBe(false);
  process.kill(pid, 'SIGTERM');
  expect(await gone(pid, 20_000)).toBe(true);
});

test('without npm it goes on', async () => {
  const { npm, pid } = await start({ npm_execpath: undefined });
  npm.kill('SIGKILL');
  expect(await gone(pid, 1500)).toBe(false);
  process.kill(pid, 'SIGTERM');
  expect(await gone(pid, 20_000)).toBe(true);
});
