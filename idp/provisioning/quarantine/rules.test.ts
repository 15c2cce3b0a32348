import { describe, expect, test } from 'vitest';
import { isGivenUp, quarantined, thresholdReached } from './rules.ts';

test.each([
  [4_999, 5_000, undefined],
  [5_000, 12_500, undefined],
  [5_000, 12_499, 'EncounteredEscrowProportionThreshold'],
  [40_000, 1_000_000, undefined],
  [40_001, 1_000_000, 'EncounteredBaseEscrowThreshold'],
  [59_999, 1_000_000, 'EncounteredBaseEscrowThreshold'],
  [60_000, 1_000_000, 'EncounteredTotalEscrowThreshold'],
])('%i failed objects of %i: %s', (failed, total, reason) => {
  expect(thresholdReached({ failed, total })).toBe(reason);
});

const [HOUR, DAY] = [3_600_000, 86_400_000];
const began = Date.parse('2026-03-01T08:00:00.000Z');
const error = { code: 'Unauthorized', message: 'The token is wrong.', tenantActionable: true };

describe.each([
  ['every 40 minutes', 1],
  ['a thousand times faster', 1_000],
])('a job that runs %s', (_, speed) => {
  const instant = (ms: number) => new Date(began + ms / speed);
  const enter = (ms: number, before?: ReturnType<typeof quarantined>) =>
    quarantined(before, {
      reason: 'EncounteredQuarantineException',
      error,
      now: instant(ms),
      speed,
    });

  test('is tried after 6, 12 and 24 hours, and then daily', () => {
    const attempts: number[] = [];
    let quarantine = enter(0);
    for (let at = 0; at < 6; at += 1) {
      const ms = (Date.parse(quarantine.nextAttempt) - began) * speed;
      attempts.push(Math.round(ms / HOUR));
      quarantine = enter(ms, quarantine);
    }
    expect(attempts).toEqual([6, 12, 24, 48, 72, 96]);
    expect(quarantine).toMatchObject({ seriesCount: 7, seriesBegan: instant(0).toISOString() });
  });

  test('is given up after 28 days', () => {
    const quarantine = enter(0);
    expect(isGivenUp(quarantine, instant(28 * DAY - HOUR), speed)).toBe(false);
    expect(isGivenUp(quarantine, instant(28 * DAY), speed)).toBe(true);
  });
});
