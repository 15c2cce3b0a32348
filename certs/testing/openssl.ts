import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs the openssl command, which these tests compare with, in a new folder with `files`, keyed by name.
 *
 * @returns its stdout
 * @throws {Error} when it fails
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
