import { parseInstant } from '../../saml/instant.ts';

/** The time, and how far other clocks may be off. */
export interface Moment {
  readonly now: Date;
  /** `now` and `skewSeconds` as findings show them: `2026-01-31T08:00:00.000Z (our clock, 180 s of skew allowed)`. */
  readonly shownNow: string;
  readonly skewSeconds: number;
}

/** The instant, or undefined for a malformed one (SAML Core 1.3.3): the callers then fail closed. */
export function readInstant(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  try {
    return parseInstant(text);
  } catch {
    return undefined;
  }
}

/** True when `instant` is not ahead of our clock by more than the allowed skew. */
export function hasBegun(
  instant: Date,
  { now, skewSeconds }: Pick<Moment, 'now' | 'skewSeconds'>,
): boolean {
  return instant.getTime() <= now.getTime() + skewSeconds * 1000;
}

/** True while `instant`, as a NotOnOrAfter, has not passed by the allowed skew or more. */
export function notOver(
  instant: Date,
  { now, skewSeconds }: Pick<Moment, 'now' | 'skewSeconds'>,
): boolean {
  return now.getTime() - skewSeconds * 1000 < instant.getTime();
}

/** `2026-01-31T08:00:00.000Z`: the form of SAML, so that a reader can compare by eye. */
export function show(date: Date): string {
  return date.toISOString();
}

/** `2026-01-31T08:00:00.000Z, 12 min ago`. */
export function showRelative(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  const amount =
    size < 120
      ? `${size} s`
      : size < 7200
        ? `${Math.round(size / 60)} min`
        : size < 172_800
          ? `${Math.round(size / 3600)} h`
          : `${Math.round(size / 86_400)} days`;
  if (seconds === 0) return `${show(date)}, now`;
  return `${show(date)}, ${seconds < 0 ? `${amount} ago` : `${amount} ahead`}`;
}

/** Our time as findings show it; formatted once for each response. */
export function showNow(now: Date, skewSeconds: number): string {
  return `${show(now)} (our clock, ${skewSeconds} s of skew allowed)`;
}
