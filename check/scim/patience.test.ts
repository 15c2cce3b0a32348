import { expect, test } from 'vitest';
import { Patience } from './patience.ts';

function patienceAt(start: number) {
  let now = start;
  const patience = new Patience(() => now);
  const wait = (ms: number) => {
    patience.take(ms);
    now += ms;
  };
  return { patience, wait };
}

test('ten minutes in all, and at most a minute each time', () => {
  const { patience, wait } = patienceAt(1000);
  for (let n = 0; n < 9; n += 1) {
    expect(patience.longest).toBe(60_000);
    wait(60_000);
  }
  wait(59_000);
  expect(patience.longest).toBe(1000);
  wait(1000);
  expect(patience.longest).toBe(0);
});

test('requests that wait at the same time count once', () => {
  const { patience, wait } = patienceAt(1000);
  for (let n = 0; n < 50; n += 1) patience.take(60_000);
  wait(60_000);
  for (let n = 0; n < 8; n += 1) wait(60_000);
  expect(patience.longest).toBe(60_000);
});

test('the clean-up has two minutes, whatever was waited before', () => {
  const { patience, wait } = patienceAt(0);
  for (let n = 0; n < 10; n += 1) wait(60_000);
  expect(patience.longest).toBe(0);
  patience.forCleanUp();
  wait(60_000);
  expect(patience.longest).toBe(60_000);
});
