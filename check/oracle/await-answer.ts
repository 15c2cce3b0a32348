import { setTimeout } from 'node:timers/promises';
import { ExchangeError } from '../errors.ts';

const PAUSE = 100; // ms

/**
 * Waits until a service provider that was lost answers again, whatever it answers.
 *
 * @param ask sends it any request.
 * @param patience in ms
 * @returns how long it took, in ms, or undefined if it did not answer.
 * @throws {ExchangeError} `stopped` when the check was interrupted
 */
export async function awaitAnswer(
  ask: () => Promise<unknown>,
  patience: number,
): Promise<number | undefined> {
  const began = performance.now();
  const waited = () => performance.now() - began;
  for (;;) {
    try {
      await ask();
      return waited();
    } catch (error) {
      if (!(error instanceof ExchangeError) || error.code === 'stopped') throw error;
      if (waited() + PAUSE > patience) return undefined;
    }
    await setTimeout(PAUSE);
  }
}
