import { expect, test } from 'vitest';
import { LabError } from '../errors.ts';
import { type ClockStart, LabClock } from './lab-clock.ts';

const MINUTE = 60_000;

/** A clock over one that shows 10:00 until `source.time` moves it. */
function clockOn(start: ClockStart = { mode: 'real' }) {
  const source = { time: Date.parse('2026-11-20T10:00:00Z') };
  const clock = new LabClock(start, () => new Date(source.time));
  const reads = () => `${clock.now().toISOString().slice(0, 16)} ${clock.mode}`;
  return { clock, source, reads };
}

test('a clock is real, or begins with an offset, at an instant, or frozen', () => {
  const at = Date.parse('2030-01-02T03:04:00Z');
  const starts: [ClockStart, string, string][] = [
    [{ mode: 'real' }, '2026-11-20T10:00 real', '2026-11-20T10:01 real'],
    [{ mode: 'offset', ahead: -60 * MINUTE }, '2026-11-20T09:00 offset', '2026-11-20T09:01 offset'],
    [{ mode: 'offset', at }, '2030-01-02T03:04 offset', '2030-01-02T03:05 offset'],
    [{ mode: 'frozen', at }, '2030-01-02T03:04 frozen', '2030-01-02T03:04 frozen'],
    [{ mode: 'frozen' }, '2026-11-20T10:00 frozen', '2026-11-20T10:00 frozen'],
  ];
  for (const [start, first, aMinuteLater] of starts) {
    const { source, reads } = clockOn(start);
    expect(reads()).toBe(first);
    source.time += MINUTE;
    expect(reads()).toBe(aMinuteLater);
  }
});

test('another clock takes over its state; every change is told, and taking over is none', () => {
  const [{ clock }, { clock: other, reads }] = [clockOn(), clockOn()];
  let changes = 0;
  for (const each of [clock, other])
    each.onChange(() => {
      changes += 1;
    });
  for (const change of [
    () => clock.set('2030-01-01T00:00:00Z'),
    () => clock.freeze('2031-01-01T00:00:00Z'),
    () => clock.advance(MINUTE),
    () => clock.useRealTime(),
    () => clock.reset(),
  ]) {
    change();
    other.restore(clock.state());
    expect(reads()).toBe(`${clock.now().toISOString().slice(0, 16)} ${clock.mode}`);
  }
  expect(changes).toBe(5);
});

test('it is set, advanced, frozen and put back, and goes on as the real one does', () => {
  const { clock, source, reads } = clockOn();
  clock.set('2026-12-24T08:00:00+01:00');
  source.time += MINUTE;
  expect(reads()).toBe('2026-12-24T07:01 offset');
  clock.advance(-2 * MINUTE);
  expect(reads()).toBe('2026-12-24T06:59 offset');
  clock.freeze();
  source.time += MINUTE;
  expect(reads()).toBe('2026-12-24T06:59 frozen');
  clock.advance(60 * MINUTE);
  expect(reads()).toBe('2026-12-24T07:59 frozen');
  clock.freeze(new Date('2026-12-31T23:59:00Z'));
  expect(reads()).toBe('2026-12-31T23:59 frozen');
  clock.set('2027-01-01T00:00Z');
  source.time += MINUTE;
  expect(reads()).toBe('2027-01-01T00:01 offset');
  clock.useRealTime();
  expect(reads()).toBe('2026-11-20T10:03 real');
  clock.advance(MINUTE);
  expect(reads()).toBe('2026-11-20T10:04 offset');
});

test('old rows are removed by a clock that is never ahead of itself as it began', () => {
  const at = Date.parse('2030-01-02T03:04:00Z');
  const { clock, source } = clockOn({ mode: 'offset', at });
  const earliest = () => clock.earliest().toISOString().slice(0, 16);
  source.time += MINUTE;
  expect(earliest()).toBe('2030-01-02T03:05');
  clock.advance(60 * 24 * 60 * MINUTE);
  expect(earliest()).toBe('2030-01-02T03:05');
  clock.set('2029-01-01T00:00:00Z');
  expect(earliest()).toBe('2029-01-01T00:00');
  clock.freeze('2030-01-02T03:05:00Z');
  source.time += MINUTE;
  expect(earliest()).toBe('2030-01-02T03:05');
});

test('a reset does again what the clock began with', () => {
  const at = Date.parse('2030-01-02T03:04:00Z');
  const starts: [ClockStart, string][] = [
    [{ mode: 'real' }, '2026-11-20T10:01 real'],
    [{ mode: 'offset', ahead: 60 * MINUTE }, '2026-11-20T11:01 offset'],
    [{ mode: 'offset', at }, '2030-01-02T03:04 offset'],
    [{ mode: 'frozen', at }, '2030-01-02T03:04 frozen'],
  ];
  for (const [start, expected] of starts) {
    const { clock, source, reads } = clockOn(start);
    source.time += MINUTE;
    clock.freeze('2040-01-01T00:00:00Z');
    clock.reset();
    expect(reads()).toBe(expected);
  }
});

test('what is no instant, or one that no lab can have, changes nothing', () => {
  const { clock, reads } = clockOn();
  clock.freeze('2026-12-24T08:00:00Z');
  const notAnInstant = [
    'tomorrow',
    '2026-12-24',
    '2026-12-24T08:00:00', // no zone
    '2026-02-30T08:00:00Z',
    '2026-12-24T24:01:00Z',
    '',
    new Date(Number.NaN),
    1_800_000_000_000 as unknown as string, // a caller in JavaScript
  ];
  for (const value of notAnInstant) {
    const refusal = { code: 'invalid_clock', message: expect.stringContaining('is no instant') };
    expect(() => clock.set(value), String(value)).toThrow(expect.objectContaining(refusal));
    expect(() => clock.freeze(value), String(value)).toThrow(LabError);
  }
  const range = expect.objectContaining({
    code: 'invalid_clock',
    message: expect.stringContaining('from 1970-01-02 to the end of 8999'),
  });
  expect(() => clock.set('1969-12-31T23:59:59Z')).toThrow(range);
  expect(() => clock.set('9999-12-31T23:59:59Z')).toThrow(range);
  expect(() => clock.advance(Number.MAX_SAFE_INTEGER)).toThrow(range);
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => clock.advance(value)).toThrow('a whole number of milliseconds');
  expect(reads()).toBe('2026-12-24T08:00 frozen');
  clock.set('1970-01-02T00:00:00Z');
  clock.set('8999-12-31T23:59:59Z');
  expect(reads()).toBe('8999-12-31T23:59 offset');
});
