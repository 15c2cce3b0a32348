import { expect, test } from 'vitest';
import { type ClockSetting, clockSettingOf, readClockSetting } from './clock-setting.ts';
import { type ClockStart, LabClock } from './lab-clock.ts';

const at = Date.parse('2026-11-20T10:00:00Z');
const HOUR = 3_600_000;

test.each<[ClockSetting, ClockStart]>([
  ['real', { mode: 'real' }],
  ['+3d', { mode: 'offset', ahead: 72 * HOUR }],
  ['-2h30m', { mode: 'offset', ahead: -2.5 * HOUR }],
  ['+1d1h1m1s', { mode: 'offset', ahead: 25 * HOUR + 61_000 }],
  ['2026-11-20T11:00:00+01:00', { mode: 'offset', at }],
  ['frozen', { mode: 'frozen' }],
  ['frozen:2026-11-20T10:00:00Z', { mode: 'frozen', at }],
  [{ frozen: '2026-11-20T10:00:00Z' }, { mode: 'frozen', at }],
])('the clock setting %j', (setting, start) => {
  expect(readClockSetting(setting)).toEqual(start);
});

test.each<ClockSetting>([
  ...[
    '',
    'Real',
    '3d',
    '+9999999d',
    '-20001d',
    '+',
    '+3',
    '+3w',
    '+1h1d',
    '+3d ',
    'frozen:',
    'frozen:yesterday',
  ],
  ...['2026-11-20', '2026-11-20T10:00:00', '1969-01-01T00:00:00Z', '9000-02-01T00:00:00Z'],
  { frozen: '+3d' },
])('%j is no clock setting', (setting) => {
  expect(readClockSetting(setting)).toBeUndefined();
});

test('a clock is written as the setting that makes the same one', () => {
  const written = (start: ClockStart) =>
    clockSettingOf(new LabClock(start, () => new Date(at - HOUR)));
  expect(written({ mode: 'real' })).toBeUndefined();
  expect(written({ mode: 'offset', ahead: 72 * HOUR })).toBe('+3d');
  expect(written({ mode: 'offset', ahead: -(25 * HOUR + 61_000) })).toBe('-1d1h1m1s');
  expect(written({ mode: 'offset', at })).toBe('+1h');
  expect(written({ mode: 'offset', ahead: 0 })).toBe('+0s');
  expect(written({ mode: 'frozen', at })).toEqual({ frozen: '2026-11-20T10:00:00.000Z' });
});
