import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** CommonJS, as `eval` takes it. The database is opened for each checkpoint, so that the thread never is its last connection for long. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
let timer;
parentPort.on('message', (address) => {
  clearTimeout(timer);
  try {
    const database = new DatabaseSync(new URL(address));
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    database.close();
  } catch {}
  timer = setTimeout(() => parentPort.close(), workerData);
});
`;

/** Statements that write; a sign-in has about three, which change a dozen pages. */
const EVERY = 300;

/** The thread ends after so long without work, which gives its memory back. In ms. */
const IDLE = 10_000;

/** Shared by the databases of a process. */
let thread: Worker | undefined;

/**
 * Moves the write-ahead log of a database into its file while requests are answered: in another thread, because SQLite waits for the disk
 * twice, some 20 ms in which nothing else would run. A checkpoint that fails is left to the connection that writes, which makes its own
 * once the log is long.
 */
export class Checkpoints {
  readonly #address: string;
  #written = 0;

  /** @param file path of the database file */
  constructor(file: string) {
    const url = pathToFileURL(file);
    url.searchParams.set('mode', 'rw'); // a file that was removed in the meantime must not be created again
    this.#address = url.href;
  }

  /** Call after each statement that may have written. */
  note(): void {
    if (++this.#written < EVERY) return;
    this.#written = 0;
    thread ??= startThread();
    thread.postMessage(this.#address);
  }
}

function startThread(): Worker {
  const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };
  const worker = new Worker(program, { eval: true, workerData: IDLE, resourceLimits });
  worker.unref();
  const forget = () => {
    if (thread === worker) thread = undefined;
  };
  worker.once('error', forget);
  worker.once('exit', forget);
  return worker;
}
