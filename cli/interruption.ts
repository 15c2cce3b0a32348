const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C under npm arrives twice, from the terminal and from npm: in ms. */
const SAME_SIGNAL = 500;

export interface Interruption {
  /** Aborted by the first signal, so that what is under way can be wound up. */
  readonly signal: AbortSignal;
  /** Resolves at that moment. */
  readonly interrupted: Promise<void>;
  /** Stops listening, when there is nothing more to wind up. */
  readonly release: () => void;
}

/** Listens for Ctrl-C or a stop from outside. A second signal does not wait: the process ends at once with exit code 130. */
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
  return {
    signal: controller.signal,
    interrupted: promise,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
