import { Worker } from 'node:worker_threads';

/** In another thread, because SQLite reads the whole file; CommonJS, as `eval` takes it. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
let found;
try {
  const database = new DatabaseSync(workerData, { readOnly: true });
  found = database.prepare('PRAGMA quick_check(1)').get().quick_check;
  database.close();
} catch (error) {
  found = error.message;
}
parentPort.postMessage(found);
`;

/** Seconds after the start, when the first requests are answered. */
const DELAY = 3_000;

/** SQLite's check of a whole database file, begun some seconds after a start. */
export class FullCheck {
  /** What is damaged, in SQLite's words; undefined when nothing is, or when the check was stopped. */
  readonly result: Promise<string | undefined>;
  readonly #stopped = Promise.withResolvers<undefined>();
  readonly #timer: NodeJS.Timeout;
  #worker: Worker | undefined;

  constructor(file: string, delay = DELAY) {
    const found = Promise.withResolvers<string | undefined>();
    this.#timer = setTimeout(() => {
      this.#worker = new Worker(program, { eval: true, workerData: file, stderr: true });
      this.#worker.unref();
      this.#worker.once('message', (said: string) =>
        found.resolve(said === 'ok' ? undefined : said),
      );
      this.#worker.once('error', () => found.resolve(undefined)); // no thread: the check is left out
    }, delay).unref();
    this.result = Promise.race([found.promise, this.#stopped.promise]);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stopped.resolve(undefined);
    await this.#worker?.terminate();
  }
}
