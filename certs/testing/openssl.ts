import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The judge of these tests: the openssl command. `files` are put into a new empty folder in which it runs, keyed by
 * name; returns what it wrote to stdout. Throws when it refuses.
 */
export function openssl(args: string[], files: Record<string, Uint8Array | string> = {}): Buffer {
  const cwd = mkdtempSync(join(tmpdir(), 'samlab-openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    return execFileSync('openssl', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
