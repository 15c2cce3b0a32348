const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C under `npm start` arrives twice, from the terminal and from npm: in ms. */
const SAME_SIGNAL = 500;

/**
 * Waits for Ctrl-C or a stop from outside, then runs `close`; resolves when that is done. A second signal does not wait:
 * the process ends at once with exit code 130.
 */
export async function closeOnSignal(close: () => Promise<void>): Promise<void> {
  const first = Promise.withResolvers<void>();
  let impatient = false;
  const onSignal = () => {
    if (impatient) process.exit(130);
    setTimeout(() => {
      impatient = true;
    }, SAME_SIGNAL).unref();
    first.resolve();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  await first.promise;
  await close();
}
