/**
 * `node scripts/side-by-side.ts LINE...`: runs command lines at the same time, each in a shell, with what they print as it comes. Exits with 1 when
 * one of them fails, once all have ended, and says which.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

async function run(line: string): Promise<boolean> {
  const child = spawn(line, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) console.error(`Failed: ${line}`);
  return code === 0;
}

const succeeded = await Promise.all(process.argv.slice(2).map(run));
if (succeeded.includes(false)) process.exitCode = 1;
