import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a new file and renames it, so that a crash leaves either the old file or the new one, and nobody reads half of it. Only the owner can
 * read it. What is in the way of the new file is removed, not followed: a folder from elsewhere can have a link there.
 */
export function writePrivateFile(path: string, text: string): void {
  const newFile = `${path}.new`;
  rmSync(newFile, { force: true });
  writeFileSync(newFile, text, { mode: 0o600, flag: 'wx' });
  renameSync(newFile, path);
}
