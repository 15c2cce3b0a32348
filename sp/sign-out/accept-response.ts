import type { LogoutResponse } from '../../saml/logout.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { Database } from '../database/tables.ts';
import type { MessageSubject } from './checks/check.ts';
import { inResponseTo as inResponseToCheck } from './checks/in-response-to.ts';
import { responseChecks } from './checks/table.ts';
import { consumeLogout, findPendingLogout } from './pending-logout.ts';

/**
 * Judges a verified LogoutResponse. Our session ended before its request was sent, so all that changes is that the request is no longer
 * waiting; a response that is refused leaves even that.
 *
 * @throws {SpError} by `run`
 */
export async function acceptResponse(
  db: Database,
  asker: { companyId: string; browserHash: string | undefined },
  subject: MessageSubject<LogoutResponse>,
  run: CheckRun,
): Promise<void> {
  const { message, rules } = subject;
  const { now } = rules;
  const pending = await findPendingLogout(db, message.inResponseTo, { ...asker, now });
  run.make(responseChecks, { ...subject, pending });
  if (!(await consumeLogout(db, message.inResponseTo ?? '', now)))
    run.refuse(inResponseToCheck, inResponseToCheck.run({ ...subject, pending: 'used' }));
}
