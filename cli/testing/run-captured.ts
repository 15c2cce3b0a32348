import { vi } from 'vitest';
import { run } from '../run.ts';

/** Runs a command line in this process, and returns what it prints. */
export async function runCaptured(...args: string[]) {
  vi.stubEnv('NO_COLOR', '1');
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    written.err += `${text}\n`;
  });
  const code = await run(args);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  return { code, ...written };
}
