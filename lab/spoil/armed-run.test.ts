import { expect, test } from 'vitest';
import { ArmedRun } from './armed-run.ts';
import { findRun } from './runs-by-hand.ts';

const at = new Date('2026-03-01T08:00:00Z');
const newArmedRun = () => new ArmedRun(() => at);
const tampered = findRun('sig-tampered-nameid');
const stripped = findRun('sig-stripped');

test('nothing is armed at first', () => {
  const armed = newArmedRun();
  expect(armed.current).toBeUndefined();
  expect(armed.take()).toBeUndefined();
});

test('only the next response takes what is armed', () => {
  const armed = newArmedRun();
  armed.arm(tampered);
  expect(armed.current).toMatchObject({ run: tampered, at });
  expect(armed.take()?.run).toBe(tampered);
  expect(armed.current).toBeUndefined();
  expect(armed.take()).toBeUndefined();
});

test('a cancelled run is not taken', () => {
  const armed = newArmedRun();
  const { number } = armed.arm(tampered);
  expect(armed.cancel(number)).toBe(true);
  expect(armed.take()).toBeUndefined();
  expect(armed.cancel(number)).toBe(false);
});

test('arming in a second window replaces the first, and the first window cannot cancel it', () => {
  const armed = newArmedRun();
  const first = armed.arm(tampered);
  const second = armed.arm(stripped);
  expect(second.number).not.toBe(first.number);
  expect(armed.cancel(first.number)).toBe(false);
  expect(armed.take()?.run).toBe(stripped);
  expect(armed.take()).toBeUndefined();
});

test('a page rendered before a response cannot cancel what was armed after it', () => {
  const armed = newArmedRun();
  const { number } = armed.arm(tampered);
  armed.take();
  const later = armed.arm(tampered);
  expect(armed.cancel(number)).toBe(false);
  expect(armed.current).toBe(later);
});
