/** One Ctrl-C under npm arrives twice, from the terminal and from npm: in ms. */
const SAME_SIGNAL = 500;

/**
 * Turns the first Ctrl-C or stop from outside into an aborted signal, so that what is under way can be wound up; a second
 * one ends the process with exit code 130.
 */
export function onInterruption(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  let impatient = false;
  const stop = () => {
    if (impatient) process.exit(130);
    setTimeout(() => {
      impatient = true;
    }, SAME_SIGNAL).unref();
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
