import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Outcome, Task } from './task.ts';

/** A process that sends requests to a server on loopback for a given time. */
export interface LoadProcess {
  /** Pages per second. @throws {Error} when a page was not the expected one */
  run(task: Task): Promise<number>;
  stop(): void;
}

export function startLoad(): LoadProcess {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)));
  return {
    async run(task) {
      child.send(task);
      const [outcome] = (await once(child, 'message')) as [Outcome];
      if ('failed' in outcome) throw new Error(outcome.failed);
      return outcome.rate;
    },
    stop: () => child.disconnect(),
  };
}
