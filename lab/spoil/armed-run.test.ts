import { expect, test } from 'vitest';
import { ArmedRun } from './armed-run.ts';

const at = new Date('2026-03-01T08:00:00Z');
const fresh = () => new ArmedRun<string>(() => at);

test('nothing is armed at first', () => {
  const armed = fresh();
  expect(armed.current).toBeUndefined();
  expect(armed.take()).toBeUndefined();
});

test('one shot: the next response takes it, the one after that does not', () => {
  const armed = fresh();
  armed.arm('xsw3');
  expect(armed.current).toMatchObject({ subject: 'xsw3', at });
  expect(armed.take()?.subject).toBe('xsw3');
  expect(armed.current).toBeUndefined();
  expect(armed.take()).toBeUndefined();
});

test('a cancelled one is not taken', () => {
  const armed = fresh();
  const { number } = armed.arm('xsw3');
  expect(armed.cancel(number)).toBe(true);
  expect(armed.take()).toBeUndefined();
  expect(armed.cancel(number)).toBe(false);
});

test('of two windows the later one counts, and the outdated page of the other cannot cancel it', () => {
  const armed = fresh();
  const first = armed.arm('xsw3');
  const second = armed.arm('sig-stripped');
  expect(second.number).not.toBe(first.number);
  expect(armed.cancel(first.number)).toBe(false);
  expect(armed.take()?.subject).toBe('sig-stripped');
  expect(armed.take()).toBeUndefined();
});

test('a page that was made before the shot cannot cancel what was armed after it', () => {
  const armed = fresh();
  const { number } = armed.arm('xsw3');
  armed.take();
  armed.arm('xsw3');
  expect(armed.cancel(number)).toBe(false);
  expect(armed.current).toBeDefined();
});
