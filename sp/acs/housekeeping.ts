import { MARGIN_SECONDS } from '../checking/limits.ts';
import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';

const INTERVAL_SECONDS = 60;

/** Forgets expired sessions and assertions; at most once a minute, whatever the number of sign-ins. */
export function housekeeping(db: Database): (now: Date) => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async (now) => {
    if (Math.abs(now.getTime() - last) < INTERVAL_SECONDS * 1000) return;
    last = now.getTime();
    const before = plusSeconds(now, -MARGIN_SECONDS).toISOString();
    await db.deleteFrom('seenAssertion').where('keepUntil', '<', before).execute();
    await db.deleteFrom('session').where('expiresAt', '<', before).execute();
  };
}
