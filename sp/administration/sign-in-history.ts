import { requireTypes } from '../../input/argument-types.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import type { Database } from '../database/tables.ts';
import type { Initiator, LastSignIns } from '../session/last-sign-in.ts';

/** When an employee last signed in, in each of the two ways. Unknown employees have never signed in. */
export async function lastSignInsOf(db: Database, employeeId: string): Promise<LastSignIns> {
  requireTypes({ employeeId }, { employeeId: 'string' });
  const rows = await db
    .selectFrom('lastSignIn')
    .select(['initiator', 'at'])
    .where('employeeId', '=', employeeId)
    .execute();
  return Object.fromEntries(rows.map(({ initiator, at }) => [initiator, at]));
}

/**
 * As if this employee had never signed in that way; sessions stay open.
 *
 * @throws {InvalidInput} when `initiator` is `unknown`
 * @throws {NotFound} when there is no such employee
 */
export async function forgetSignIn(
  db: Database,
  employeeId: string,
  initiator: Initiator,
): Promise<void> {
  requireTypes({ employeeId, initiator }, { employeeId: 'string', initiator: 'string' });
  if (initiator !== 'sp' && initiator !== 'idp') throw new InvalidInput([unknownInitiator]);
  const employee = await db
    .selectFrom('employee')
    .select('id')
    .where('id', '=', employeeId)
    .executeTakeFirst();
  if (!employee) throw new NotFound('employee', employeeId);
  await db
    .deleteFrom('lastSignIn')
    .where('employeeId', '=', employeeId)
    .where('initiator', '=', initiator)
    .execute();
}

const unknownInitiator = {
  property: 'initiator',
  code: 'unknown',
  message: 'The initiator must be sp or idp.',
};
