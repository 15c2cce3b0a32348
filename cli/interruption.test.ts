import { expect, test } from 'vitest';
import { onInterruption } from './interruption.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s interrupts once, even when it arrives twice',
  async (name) => {
    const before = process.listenerCount(name);
    const { signal, interrupted, release } = onInterruption();
    expect(signal.aborted).toBe(false);
    process.emit(name);
    process.emit(name); // the same Ctrl-C, forwarded by npm
    await interrupted;
    expect(signal.aborted).toBe(true);
    release();
    expect(process.listenerCount(name)).toBe(before);
  },
);
