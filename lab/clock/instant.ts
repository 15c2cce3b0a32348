import { LabError, type Wording } from '../errors.ts';

/** A point in time: a date, or text as in RFC 3339, such as `2026-11-20T10:00:00Z`. */
export type Instant = Date | string;

/** What a lab can count with: certificates and stored times have years of four digits. */
const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(9000, 0, 1);

/** The same in words that go on from "must be". */
export const INSTANT_RANGE = 'an instant from 1970-01-02 to the end of 8999';

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * @param text RFC 3339, to the minute at least
 * @returns milliseconds since 1970; undefined for other text, also for a day that no calendar has, and for an instant that no lab can have
 */
export function parseInstant(text: string): number | undefined {
  const time = readRfc3339(text);
  return time !== undefined && isWithinRange(time) ? time : undefined;
}

/** Whether a text is an instant, also one that no lab can have. */
export const isInstant = (text: string): boolean => readRfc3339(text) !== undefined;

function readRfc3339(text: string): number | undefined {
  const [, year, month, day] = RFC_3339.exec(text) ?? [];
  const time = Date.parse(text);
  if (day === undefined || Number.isNaN(time)) return undefined;
  const sameDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return sameDay.getUTCDate() === Number(day) ? time : undefined;
}

/** Whether a lab can have this time. @param time milliseconds since 1970 */
const isWithinRange = (time: number): boolean => time >= EARLIEST && time <= LATEST;

/**
 * @returns milliseconds since 1970
 * @throws {LabError} `invalid_clock` when it is no instant, or before 1970-01-02 or after the year 8999
 */
export function timeOf(instant: Instant): number {
  const time = instant instanceof Date ? instant.getTime() : parseText(instant);
  if (time === undefined || Number.isNaN(time))
    throw invalidClock(
      (_, reader) =>
        `${shown(instant)} is no instant. Give ${reader === 'http' ? '' : 'a Date, or '}a text with date, time and zone such as 2026-11-20T10:00:00Z.`,
    );
  return requireRange(time);
}

/**
 * @param time milliseconds since 1970
 * @returns the same
 * @throws {LabError} `invalid_clock` when no lab can have this time
 */
export function requireRange(time: number): number {
  if (isWithinRange(time)) return time;
  throw invalidClock(`The clock can be set to ${INSTANT_RANGE}.`);
}

export const invalidClock = (message: string | Wording): LabError =>
  new LabError('invalid_clock', message);

/** Callers in JavaScript can pass anything. */
const parseText = (value: unknown) => (typeof value === 'string' ? readRfc3339(value) : undefined);

const shown = (value: unknown) =>
  typeof value === 'string'
    ? `"${value.slice(0, 40)}"`
    : value instanceof Date
      ? 'This Date'
      : `A value of type ${typeof value}`;
