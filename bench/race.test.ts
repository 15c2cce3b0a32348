import { describe, expect, test } from 'vitest';
import { type Contender, Rates, race } from './race.ts';

describe('race', () => {
  test('lets contenders take turns, after a warm-up that is not measured', async () => {
    const turns: string[] = [];
    const contender = (name: string): Contender => ({
      name,
      prepare: async () => {
        turns.push(`prepare ${name}`);
      },
      rate: async (duration) => {
        turns.push(`${name} ${duration}`);
        return duration === 99 ? 1_000_000 : 10;
      },
    });
    const rates = await race([contender('a'), contender('b')], { rounds: 2, turn: 5, warmUp: 99 });

    expect(turns.filter((turn) => !turn.startsWith('prepare'))).toEqual([
      'a 99',
      'b 99',
      ...['a 5', 'b 5'],
      ...['a 5', 'b 5'],
    ]);
    expect(turns.filter((turn) => turn === 'prepare a')).toHaveLength(3);
    expect(rates.of('a')).toBe(10);
  });

  test('computes ratios within a round, so that a slow round counts once', () => {
    const rates = new Rates(
      new Map([
        ['ours', [100, 10, 120]],
        ['theirs', [50, 5, 40]],
      ]),
    );
    expect(rates.ratio('ours', 'theirs')).toBe(2);
    expect(rates.of('ours')).toBe(100);
    expect(() => rates.of('unknown')).toThrow('There is no contender "unknown".');
  });
});
