import { expect, test } from 'vitest';
import { everyTrial } from './every-trial.ts';

test('a short form of every trial holds', async () => {
  const amounts = { rounds: 3, soakSeconds: 3, requests: 800, messages: 400, labs: 5 };
  const outcomes = await everyTrial(amounts, 1);
  for (const { name, tried, failures } of outcomes)
    expect(failures, `${name}: ${tried}`).toEqual([]);
  expect(outcomes).toHaveLength(5);
}, 240_000);
