import { whenNpmEnds } from './npm-process.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Under npm one Ctrl-C arrives twice, from the terminal and from npm, within this time (ms). */
const SAME_SIGNAL = 500;

export interface Interruption {
  /** Aborted by the first signal, so that work in progress can finish. */
  readonly signal: AbortSignal;
  /** Resolves on the first signal. */
  readonly interrupted: Promise<void>;
  /** As the first signal does. */
  readonly interrupt: () => void;
  /** Stops listening; call it once everything is closed. */
  readonly release: () => void;
}

/** Listens for Ctrl-C, for signals to stop, and for the end of the npm that started this. A second signal ends the process at once, with exit code 130. */
export function onInterruption(): Interruption {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  let impatient = false;
  const stop = () => {
    if (impatient) process.exit(130);
    setTimeout(() => {
      impatient = true;
    }, SAME_SIGNAL).unref();
    controller.abort();
    resolve();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const ignoreNpm = whenNpmEnds(stop);
  return {
    signal: controller.signal,
    interrupted: promise,
    interrupt: stop,
    release: () => {
      ignoreNpm();
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
