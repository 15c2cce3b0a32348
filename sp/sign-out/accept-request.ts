import type { LogoutRequest } from '../../saml/logout.ts';
import { indexKey } from '../../store/index-key.ts';
import { findEmployee } from '../administration/employee.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { readInstant } from '../checking/instant-window.ts';
import { MAX_AGE_SECONDS } from '../checking/limits.ts';
import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';
import type { LogoutRules, MessageSubject } from './checks/check.ts';
import { replay as replayCheck } from './checks/replay.ts';
import { requestChecks } from './checks/table.ts';
import { endSessionsNamed, qualifiers } from './end-sessions.ts';

export interface FollowedRequest {
  /** Hashes of the cookies of the ended sessions. */
  readonly ended: readonly string[];
  /** False when the request names an unknown person. */
  readonly knownPerson: boolean;
}

/**
 * Checks a verified LogoutRequest and ends the sessions that it names. Sessions that have already ended are not a fault.
 *
 * @throws {SpError} when a check fails
 */
export async function acceptRequest(
  db: Database,
  companyId: string,
  subject: MessageSubject<LogoutRequest>,
  run: CheckRun,
): Promise<FollowedRequest> {
  const { message, rules } = subject;
  const seen = { issuer: indexKey(message.issuer ?? ''), requestId: indexKey(message.id) };
  const known = await db
    .selectFrom('seenLogout')
    .select('requestId')
    .where('issuer', '=', seen.issuer)
    .where('requestId', '=', seen.requestId)
    .executeTakeFirst();
  run.make(requestChecks, { ...subject, seenBefore: known !== undefined });

  const ended = await db.transaction().execute(async (tx) => {
    const keepUntil = lastInstant(message, rules).toISOString();
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('seenLogout')
      .values({ ...seen, keepUntil })
      .onConflict((c) => c.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return undefined;
    return endSessionsNamed(tx, companyId, message, rules);
  });
  if (!ended) return run.refuse(replayCheck, replayCheck.run({ ...subject, seenBefore: true }));
  return { ended, knownPerson: ended.length > 0 || (await isKnown(db, companyId, subject)) };
}

async function isKnown(
  db: Database,
  companyId: string,
  { message: { nameID }, rules }: MessageSubject<LogoutRequest>,
): Promise<boolean> {
  if (!nameID) return false;
  const { nameQualifier, spNameQualifier } = qualifiers(nameID, rules);
  const ours = nameQualifier === rules.idpEntityId && spNameQualifier === rules.entityId;
  return ours && (await findEmployee(db, companyId, nameID.value)) !== undefined;
}

/** The last instant at which the request could be carried out: the limits of `issue_instant` and `not_on_or_after` are before that. */
function lastInstant({ notOnOrAfter }: LogoutRequest, { now, skewSeconds }: LogoutRules): Date {
  const end = readInstant(notOnOrAfter)?.getTime() ?? 0;
  const last = Math.max(end, plusSeconds(now, MAX_AGE_SECONDS + skewSeconds).getTime());
  return plusSeconds(new Date(last), skewSeconds);
}
