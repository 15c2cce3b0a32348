import { open, stat } from 'node:fs/promises';
import { decodeText } from '../../text-files/decode-text.ts';

/** In bytes. A file with a thousand users has about 100 KiB. */
const MAX_FILE_BYTES = 1024 * 1024;

/** A file that cannot be read; `message` is the end of a sentence that begins with its name. */
export class UnreadableFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableFile';
  }
}

/**
 * The bytes of a regular file, which may be changed while it is read.
 *
 * @throws {UnreadableFile} when it is missing, a folder or a device, too large, or not to be read by this user
 */
export async function readBytes(path: string | URL, maxBytes = MAX_FILE_BYTES): Promise<Buffer> {
  try {
    const status = await stat(path); // before it is opened: a pipe would wait for a writer
    if (status.isDirectory()) throw new UnreadableFile('is a folder, not a file.');
    if (!status.isFile()) throw new UnreadableFile('is not a regular file.');
    await using file = await open(path, 'r');
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(maxBytes + 1) });
    if (bytesRead > maxBytes)
      throw new UnreadableFile(`is larger than ${maxBytes / 1024} KiB, the limit.`);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(reason(error as NodeJS.ErrnoException));
  }
}

/**
 * The text of a settings file, in any encoding that editors write.
 *
 * @throws {UnreadableFile} as `readBytes`, and when it is not text
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  let text: string;
  try {
    text = decodeText(bytes);
  } catch {
    throw new UnreadableFile('is not text.');
  }
  if (/[^\P{Cc}\t\n\r\u0085]/u.test(text)) throw new UnreadableFile('is not text.');
  return text;
}

function reason({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist.';
    case 'EISDIR':
      return 'is a folder, not a file.';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user.';
    default:
      return `cannot be read (${code}).`;
  }
}
