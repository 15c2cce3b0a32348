import { type Chore, keepNewest, removeOlder } from '../store/housekeeping.ts';
import { MARGIN_SECONDS } from './checking/limits.ts';
import type { Database } from './database/tables.ts';
import { plusSeconds } from './instants.ts';
import { compressSessions } from './session/compress-sessions.ts';
import { dropMessages } from './session/drop-messages.ts';

const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Live sessions at most; those that end first go first. */
const MAX_SESSIONS = 10_000;
/** Requests that wait for an answer at most. */
const MAX_PENDING = 20_000;
/** Assertions and logout requests that are remembered although they could not be accepted any more. One that still could be is never forgotten. */
const MAX_EXPIRED = 100_000;

/** Names whose refused sign-in is remembered. */
const MAX_REFUSALS = 1000;

const ago = (seconds: number) => (now: Date) => plusSeconds(now, -seconds);

/** What keeps the tables of the service provider within their limits. */
export function spChores(db: Database): Chore[] {
  const sessions = { table: 'session', column: 'expiresAt' };
  const assertions = { table: 'seenAssertion', column: 'keepUntil' };
  const logouts = { table: 'seenLogout', column: 'keepUntil' };
  const requests = { table: 'pendingRequest', column: 'expiresAt' };
  const pendingLogouts = { table: 'pendingLogout', column: 'expiresAt' };
  const administrators = { table: 'administratorSession', column: 'expiresAt' };
  const failures = { table: 'administratorSignInFailure', column: 'lastAt' };
  const refusals = { table: 'refusedSignIn', column: 'at' };
  return [
    removeOlder(db, sessions, ago(MARGIN_SECONDS)),
    keepNewest(db, sessions, MAX_SESSIONS),
    dropMessages(db),
    compressSessions(db),
    removeOlder(db, assertions, ago(MARGIN_SECONDS)),
    keepNewest(db, assertions, MAX_EXPIRED, ago(0)),
    removeOlder(db, logouts, ago(MARGIN_SECONDS)),
    keepNewest(db, logouts, MAX_EXPIRED, ago(0)),
    // Expired and answered requests are kept for an hour, so that a late response gets a clear answer.
    removeOlder(db, requests, ago(HOUR_SECONDS)),
    keepNewest(db, requests, MAX_PENDING),
    removeOlder(db, pendingLogouts, ago(HOUR_SECONDS)),
    keepNewest(db, pendingLogouts, MAX_PENDING),
    removeOlder(db, administrators, ago(DAY_SECONDS)),
    keepNewest(db, administrators, MAX_SESSIONS),
    removeOlder(db, refusals, ago(DAY_SECONDS)),
    keepNewest(db, refusals, MAX_REFUSALS),
    removeOlder(db, failures, ago(DAY_SECONDS)),
    keepNewest(db, failures, MAX_SESSIONS),
  ];
}
