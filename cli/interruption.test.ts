import { expect, test } from 'vitest';
import { onInterruption } from './interruption.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s interrupts, once', async (name) => {
  const before = process.listenerCount(name);
  const { signal, interrupted, release } = onInterruption();
  expect(signal.aborted).toBe(false);
  process.emit(name);
  process.emit(name); // the same Ctrl-C, by way of npm
  await interrupted;
  expect(signal.aborted).toBe(true);
  release();
  expect(process.listenerCount(name)).toBe(before);
});
