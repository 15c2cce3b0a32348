import type { Contender } from './race.ts';

/** A contender that starts each task when the previous one is done. */
export function oneAtATime(name: string, once: () => unknown): Contender {
  return { name, rate: (duration) => severalAtOnce(1, once, duration) };
}

/**
 * Keeps a number of tasks running at the same time for a number of milliseconds.
 *
 * @returns tasks per second
 */
export async function severalAtOnce(
  underWay: number,
  once: () => unknown,
  duration: number,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  const worker = async () => {
    do {
      await once();
      done++;
    } while (performance.now() - start < duration);
  };
  await Promise.all(Array.from({ length: underWay }, worker));
  return (done / (performance.now() - start)) * 1000;
}
