import type { Contender } from './race.ts';

/** A contender that begins a piece of work when the one before is done. */
export function oneAtATime(name: string, once: () => unknown): Contender {
  return { name, rate: (duration) => severalAtOnce(1, once, duration) };
}

/**
 * Keeps so many pieces of work under way for so many ms.
 *
 * @returns pieces of work done per second.
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
