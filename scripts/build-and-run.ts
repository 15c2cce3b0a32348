/**
 * `node scripts/build-and-run.ts ARGUMENTS`: brings `dist/` up to date and runs samlab from it. The compiler's output goes to stderr, so that
 * stdout has only samlab's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const built = new URL('../dist/.tsbuildinfo', import.meta.url);
if (!existsSync(built) && !process.argv.includes('--json'))
  process.stderr.write(
    'samlab: The first start builds it, which takes a minute or two on a slow machine; later starts are quick.\n',
  );

const build = spawnSync('npm', ['run', '--silent', 'build'], {
  stdio: ['ignore', process.stderr.fd, 'inherit'],
  shell: process.platform === 'win32', // npm is a .cmd there
});
if (build.status === 0) await import(new URL('../bin/samlab.js', import.meta.url).href);
else process.exitCode = 2;
