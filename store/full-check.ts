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

/** The check under way. One at a time, because the process keeps memory of each thread that it had at the same time. */
let underWay: Promise<unknown> = Promise.resolve();

/** SQLite's check of a whole database file, begun some seconds after a start. */
export class FullCheck {
  /** What is damaged, in SQLite's words; undefined when nothing is, or when the check was stopped. */
  readonly result: Promise<string | undefined>;
  readonly #found = Promise.withResolvers<string | undefined>();
  readonly #timer: NodeJS.Timeout;
  #worker: Worker | undefined;
  #isStopped = false;

  constructor(file: string, delay = DELAY) {
    this.result = this.#found.promise;
    this.#timer = setTimeout(() => {
      const leftOut = () => this.#found.resolve(undefined); // no thread
      underWay = underWay.then(() => this.#check(file)).catch(leftOut);
    }, delay).unref();
  }

  /** Resolves once the thread has ended. */
  #check(file: string): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    const worker = new Worker(program, { eval: true, workerData: file, stderr: true });
    this.#worker = worker;
    worker.unref();
    worker.once('message', (said: string) => this.#found.resolve(said === 'ok' ? undefined : said));
    worker.once('error', () => this.#found.resolve(undefined));
    return new Promise((resolve) => worker.once('exit', () => resolve()));
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isStopped = true;
    this.#found.resolve(undefined);
    await this.#worker?.terminate();
  }
}
