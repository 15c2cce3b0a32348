import { styleText } from 'node:util';

/** In bytes: reading less takes no noticeable time. */
const LARGE = 8 * 1024 * 1024;

/** A line that shows how much of a large file was read; only on a terminal. */
export class ReadingProgress {
  readonly #stream: NodeJS.WriteStream;
  readonly #name: string;
  readonly #size: number | undefined;
  #shown = Number.NEGATIVE_INFINITY;

  /** @param size in bytes; undefined if it is not known */
  constructor(name: string, size: number | undefined, stream: NodeJS.WriteStream = process.stderr) {
    this.#name = name;
    this.#size = size;
    this.#stream = stream;
  }

  show(bytes: number): void {
    if (!this.#stream.isTTY || Math.max(bytes, this.#size ?? 0) < LARGE) return;
    const now = performance.now();
    if (now - this.#shown < 60) return;
    this.#shown = now;
    this.#write(styleText('cyan', `${this.#bar(bytes)}  ${this.#name}`, { stream: this.#stream }));
  }

  /** Removes the line. */
  clear(): void {
    if (this.#shown > 0) this.#write('');
  }

  #bar(bytes: number): string {
    const mebibytes = `${Math.round(bytes / 1024 / 1024)} MiB`;
    if (!this.#size) return mebibytes;
    const width = 24;
    const filled = Math.min(width, Math.round((bytes / this.#size) * width));
    return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${mebibytes}`;
  }

  #write(text: string): void {
    const room = Math.max(20, (this.#stream.columns ?? 80) - 3);
    this.#stream.write(`\r\u001b[2K${text && `  ${text.slice(0, room + 10)}`}`);
  }
}
