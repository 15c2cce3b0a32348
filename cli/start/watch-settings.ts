import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Lab, LabError } from '../../lab/index.ts';
import { say } from '../print.ts';

interface Watching {
  /** Ends after the settings that are being applied. */
  close(): Promise<void>;
}

/** An editor writes a file in several steps: wait for this many milliseconds without one. */
const QUIET = 200;

/**
 * Applies the settings file whenever it is saved, one time after the other. What happens is a line on standard error; faults change nothing.
 */
export function watchSettings(
  lab: Pick<Lab, 'applySettings'>,
  config: string,
  print: (sentence: string) => void = say,
): Watching {
  let last = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const apply = () => {
    last = last.then(async () => {
      try {
        await lab.applySettings({ config });
        print(`${config} was applied.`);
      } catch (error) {
        const isKnown = error instanceof LabError;
        const sentences = isKnown
          ? error.message.split('\n')
          : [`Internal error: ${String(error)}.`];
        for (const sentence of sentences) print(sentence);
        print('The lab goes on with the settings from before.');
      }
    });
  };
  // The folder, not the file: many editors save by renaming another file to this name.
  const watcher = watch(dirname(resolve(config)), (_, name) => {
    if (name !== null && name !== basename(config)) return;
    clearTimeout(timer);
    timer = setTimeout(apply, QUIET);
  });
  watcher.on('error', (error) => print(`${config} is no longer watched: ${error.message}.`));
  return {
    async close() {
      clearTimeout(timer);
      watcher.close();
      await last;
    },
  };
}
