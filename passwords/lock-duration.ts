const FIRST_SECONDS = 60;
const LONGEST_SECONDS = 15 * 60;

/**
 * How long an account stays locked after a failed attempt, in seconds: one minute at first, doubled by each further failure. Entra starts with
 * one minute and does not document the growth (entra-admin.md 1.10); the growth and the maximum are assumptions.
 *
 * @param beyond failures after the one that locked the account first, from 0
 */
export function lockSeconds(beyond: number): number {
  return Math.min(FIRST_SECONDS * 2 ** Math.min(beyond, 10), LONGEST_SECONDS);
}
