import { type Chore, keepNewest, removeOlder } from '../../store/housekeeping.ts';
import { MAX_METADATA_READS } from './applications/metadata-reads.ts';
import { MAX_MAILS } from './mails/mails.ts';
import { forgetChanges } from './provisioning/changes.ts';
import { finishRemovals } from './removals.ts';
import type { Database } from './tables.ts';
import { oldestRestorable } from './users/deleted-users.ts';

const DAY = 86_400_000; // ms

/** The logs: as long as Entra keeps them, and so many lines at most. */
const LOG_AGE = 30 * DAY;
const LOG_LINES = 20_000;

/** What was sent and answered is kept for so many lines of the provisioning logs. */
const PROVISIONING_EXCHANGES = 2_000;

/** Browser sessions, pending sign-ins, sign-outs and challenges at most; those that end first go first. */
const MAX_SESSIONS = 20_000;

const ago = (ms: number) => (now: Date) => new Date(now.getTime() - ms);

/** What keeps the tables of the identity provider within their limits. */
export function directoryChores(db: Database): Chore[] {
  const browserSessions = { table: 'browserSession', column: 'expires' };
  const signOuts = { table: 'signOut', column: 'expires' };
  const pendingSignIns = { table: 'pendingSignIn', column: 'expires' };
  const challenges = { table: 'challenge', column: 'expires' };
  const webAuthnChallenges = { table: 'webAuthnChallenge', column: 'expires' };
  const signIns = { table: 'signIn', column: 'createdDateTime' };
  const audits = { table: 'directoryAudit', column: 'activityDateTime' };
  const provisioning = { table: 'provisioningLog', column: 'activityDateTime' };
  const exchanges = { table: 'provisioningExchange', column: 'activityDateTime' };
  const mails = { table: 'mail', column: 'sentDateTime' };
  const metadataReads = { table: 'metadataRead', column: 'readDateTime' };
  const deletedUsers = { table: 'deletedUser', column: 'deletedDateTime' };
  return [
    // A clock that is ahead may be set back: what ended by it is kept for another day.
    removeOlder(db, browserSessions, ago(DAY)),
    keepNewest(db, browserSessions, MAX_SESSIONS),
    removeOlder(db, signOuts, ago(DAY)),
    keepNewest(db, signOuts, MAX_SESSIONS),
    removeOlder(db, pendingSignIns, ago(DAY)),
    keepNewest(db, pendingSignIns, MAX_SESSIONS),
    removeOlder(db, challenges, ago(DAY)),
    keepNewest(db, challenges, MAX_SESSIONS),
    removeOlder(db, webAuthnChallenges, ago(DAY)),
    keepNewest(db, webAuthnChallenges, MAX_SESSIONS),
    removeOlder(db, signIns, ago(LOG_AGE)),
    keepNewest(db, signIns, LOG_LINES),
    removeOlder(db, audits, ago(LOG_AGE)),
    keepNewest(db, audits, LOG_LINES),
    removeOlder(db, provisioning, ago(LOG_AGE)),
    keepNewest(db, provisioning, LOG_LINES),
    removeOlder(db, exchanges, ago(LOG_AGE)),
    keepNewest(db, exchanges, PROVISIONING_EXCHANGES),
    (limit) => forgetChanges(db, limit),
    keepNewest(db, mails, MAX_MAILS),
    keepNewest(db, metadataReads, MAX_METADATA_READS),
    removeOlder(db, deletedUsers, (now) => new Date(oldestRestorable(now))),
    async () => {
      await finishRemovals(db); // of a process that ended in between
      return false;
    },
  ];
}
