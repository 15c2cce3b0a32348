import { styleText } from 'node:util';

/** A progress line that is redrawn after each run; only on a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #shown = 0;
  #findings = 0;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(done: number, total: number, id: string, finding: boolean): void {
    if (finding) this.#findings += 1;
    if (!this.#stream.isTTY) return;
    const now = performance.now();
    if (now - this.#shown < 60 && done < total) return;
    this.#shown = now;
    const width = 24;
    const filled = Math.round((done / total) * width);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    const found = this.#findings > 0 ? `  ${this.#findings} to look at` : '';
    const text = `${bar} ${String(done).padStart(String(total).length)}/${total}${found}  ${id}`;
    const room = Math.max(20, (this.#stream.columns ?? 80) - 3);
    this.#write(styleText('cyan', text.slice(0, room), { stream: this.#stream }));
  }

  /** Removes the line. */
  clear(): void {
    if (this.#stream.isTTY) this.#write('');
  }

  #write(text: string): void {
    this.#stream.write(`\r\u001b[2K${text && `  ${text}`}`);
  }
}
