import type { LogoutResponse } from '../../saml/logout.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { Database } from '../database/tables.ts';
import type { MessageSubject } from './checks/check.ts';
import { inResponseTo as inResponseToCheck } from './checks/in-response-to.ts';
import { responseChecks } from './checks/table.ts';
import { consumeLogout, findPendingLogout } from './pending-logout.ts';

/**
 * Checks a verified LogoutResponse. Our session ended before the request was sent, so an accepted response only marks the request as
 * answered; a refused one changes nothing.
 *
 * @throws {SpError} when a check fails
 */
export async function acceptResponse(
  db: Database,
  receiver: { companyId: string; browserHash: string | undefined },
  subject: MessageSubject<LogoutResponse>,
  run: CheckRun,
): Promise<void> {
  const { message, rules } = subject;
  const { now } = rules;
  const pending = await findPendingLogout(db, message.inResponseTo, { ...receiver, now });
  run.make(responseChecks, { ...subject, pending });
  if (!(await consumeLogout(db, message.inResponseTo ?? '', now)))
    run.refuse(inResponseToCheck, inResponseToCheck.run({ ...subject, pending: 'used' }));
}
