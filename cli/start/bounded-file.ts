import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';

/** How large a log file becomes before its lines move to the file of before, in bytes. */
const LIMIT = 8 * 1024 * 1024;

/**
 * Opens a log file that is appended to and stays bounded: when it is full, its content replaces that of the file beside it that ends in `.1`, and it
 * begins anew. It keeps its place on the disk, because the standard error of the process leads there too.
 *
 * @throws {Error} with a code of the system when it cannot be opened
 */
export function openBoundedFile(path: string, limit = LIMIT) {
  const fd = openOwnLog(path);
  return {
    write(line: string): void {
      try {
        if (fstatSync(fd).size >= limit) {
          rmSync(`${path}.1`, { force: true }); // a link there is not followed
          copyFileSync(path, `${path}.1`, constants.COPYFILE_EXCL);
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

/** Opens the log of the data folder to append to it; not through a link. @throws {Error} with a code of the system: `ELOOP` for a link */
export const openOwnLog = (path: string): number =>
  openSync(
    path,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0),
    0o600,
  );
