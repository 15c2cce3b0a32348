import { closeSync, copyFileSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** How large a log file becomes before its lines move to the file of before, in bytes. */
const LIMIT = 8 * 1024 * 1024;

/**
 * Opens a log file that is appended to and stays bounded: when it is full, its content replaces that of the file beside it that ends in `.1`, and it
 * begins anew. It keeps its place on the disk, because the standard error of the process leads there too.
 *
 * @throws {Error} with a code of the system when it cannot be opened
 */
export function openBoundedFile(path: string, limit = LIMIT) {
  const fd = openSync(path, 'a', 0o600);
  return {
    write(line: string): void {
      try {
        if (fstatSync(fd).size >= limit) {
          copyFileSync(path, `${path}.1`);
          ftruncateSync(fd, 0);
        }
        writeSync(fd, line);
      } catch {
        // The disk is full or gone: the lab goes on without this line, and its health says why.
      }
    },
    close: () => closeSync(fd),
  };
}
