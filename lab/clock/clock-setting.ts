import { INSTANT_RANGE, isInstant, parseInstant } from './instant.ts';
import { type ClockStart, LabClock } from './lab-clock.ts';

/** How a lab is told what time it begins with: see `CLOCK_WORDS`. */
export type ClockSetting = string | { readonly frozen: string };

/** What a clock setting can be, in words that go on from "must be". */
export const CLOCK_WORDS =
  'real, an offset such as +3d or -2h30m, an instant such as 2026-11-20T10:00:00Z to go on from, or frozen:2026-11-20T10:00:00Z';

const OFFSET = /^([+-])(?=\d)(?:(\d{1,7})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s)?$/;
/** From any day of this century, no further than a lab can count: see `requireRange`. In ms. */
const DAY = 86_400_000;
const FURTHEST_BACK = -20_000 * DAY;
const FURTHEST_AHEAD = 2_500_000 * DAY;
const FROZEN = /^frozen(?::(.*))?$/;

/** @returns undefined when it says no clock */
export function readClockSetting(setting: ClockSetting): ClockStart | undefined {
  if (typeof setting !== 'string') return frozenAt(setting.frozen);
  if (setting === 'real') return { mode: 'real' };
  const frozen = FROZEN.exec(setting);
  if (frozen) return frozen[1] === undefined ? { mode: 'frozen' } : frozenAt(frozen[1]);
  const ahead = readOffset(setting);
  if (ahead !== undefined) return { mode: 'offset', ahead };
  const at = parseInstant(setting);
  return at === undefined ? undefined : { mode: 'offset', at };
}

/** Why a text is no clock setting, in words that go on from the name of the option; undefined when it is one. */
export function clockFault(setting: ClockSetting): string | undefined {
  if (readClockSetting(setting)) return undefined;
  const isFrozen = typeof setting !== 'string';
  const text = isFrozen ? setting.frozen : setting;
  const instant = isFrozen ? text : text.replace(/^frozen:/, '');
  const found = `not "${text.slice(0, 40)}"`;
  if (isInstant(instant)) return `must be ${INSTANT_RANGE}, ${found}.`;
  if (!isFrozen && OFFSET.test(text))
    return `must be an offset from -${-FURTHEST_BACK / DAY}d to +${FURTHEST_AHEAD / DAY}d, ${found}.`;
  const words = isFrozen ? 'an instant such as 2026-11-20T10:00:00Z' : CLOCK_WORDS;
  return `must be ${words}; ${found}.`;
}

function frozenAt(text: string): ClockStart | undefined {
  const at = parseInstant(text);
  return at === undefined ? undefined : { mode: 'frozen', at };
}

/** @returns milliseconds; undefined for no offset, and for one that no lab can have */
function readOffset(text: string): number | undefined {
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const hoursInAll = Number(days) * 24 + Number(hours);
  const ahead = ((hoursInAll * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const offset = sign === '-' ? -ahead : ahead;
  return offset >= FURTHEST_BACK && offset <= FURTHEST_AHEAD ? offset : undefined;
}

/** The setting that makes a clock like this one, to the second; undefined for real time. */
export function clockSettingOf(clock: LabClock): ClockSetting | undefined {
  switch (clock.mode) {
    case 'real':
      return undefined;
    case 'frozen':
      return { frozen: clock.now().toISOString() };
    case 'offset':
      return offsetText(clock.ahead);
  }
}

function offsetText(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const text = parts.map(([number, unit]) => (number === 0 ? '' : `${number}${unit}`)).join('');
  return `${milliseconds < 0 ? '-' : '+'}${text || '0s'}`;
}

/** What `startLab` takes as `clock`: a setting, or a function in place of the clock of this machine. It was checked. */
export function clockOf(option: ClockSetting | (() => Date)): LabClock {
  if (typeof option === 'function') return new LabClock({ mode: 'real' }, option);
  return new LabClock(readClockSetting(option) ?? { mode: 'real' });
}
