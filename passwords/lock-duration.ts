const FIRST_SECONDS = 60;
const LONGEST_SECONDS = 15 * 60;

/**
 * For how long an account stays locked after a failed attempt, in seconds: one minute at first, twice as long with each failure that
 * follows. Entra begins with a minute and does not say how it grows (entra-admin.md 1.10); that, and the longest, are assumed.
 *
 * @param beyond failures past the one that locked first, from 0
 */
export function lockSeconds(beyond: number): number {
  return Math.min(FIRST_SECONDS * 2 ** Math.min(beyond, 10), LONGEST_SECONDS);
}
