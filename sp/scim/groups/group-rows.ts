import { caseKey } from '../../../store/case-key.ts';
import { findAmong, inChunks } from '../../../store/in-chunks.ts';
import type { Database } from '../../database/tables.ts';
import { MAX_NAME } from '../limits.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { newValues, type Value, type Values } from '../values.ts';

const columns = ['id', 'displayName', 'externalId', 'createdAt', 'changedAt'] as const;

export interface GroupRow {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

/** Every group of a company, in the order in which they were added; narrowed and cut by the caller. */
export const groupsOf = (db: Database, companyId: string) =>
  db
    .selectFrom('scimGroup')
    .select(columns)
    .where('companyId', '=', companyId)
    .orderBy('createdAt')
    .orderBy('id');

export const findGroupRow = (
  db: Database,
  companyId: string,
  id: string,
): Promise<GroupRow | undefined> => groupsOf(db, companyId).where('id', '=', id).executeTakeFirst();

/** What SCIM may write of a group, without its members. */
export function groupValues({ displayName, externalId }: GroupRow): Values {
  return Object.assign(newValues(), { displayName, ...(externalId !== null && { externalId }) });
}

/**
 * The columns for what SCIM wrote.
 *
 * @throws {ScimError} invalidValue
 */
export function groupColumns({ displayName, externalId }: Values) {
  const name = textOf('displayName', displayName);
  if (name === undefined) throw badRequest('invalidValue', 'displayName is required.');
  return {
    displayName: name,
    displayNameKey: caseKey(name),
    externalId: textOf('externalId', externalId) ?? null,
  };
}

function textOf(name: string, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  if (text.length > MAX_NAME || /\p{Cc}/u.test(text))
    throw badRequest(
      'invalidValue',
      `${name} has at most ${MAX_NAME} characters on one line, not ${quoted(text)}.`,
    );
  return text;
}

export interface MemberRow {
  readonly groupId: string;
  readonly employeeId: string;
  readonly userName: string;
}

export const membersOf = (db: Database, groupIds: readonly string[]): Promise<MemberRow[]> =>
  findAmong(groupIds, (some) =>
    db
      .selectFrom('scimGroupMember')
      .innerJoin('employee', 'employee.id', 'scimGroupMember.employeeId')
      .select(['groupId', 'employeeId', 'userName'])
      .where('groupId', 'in', some)
      .orderBy('employeeId')
      .execute(),
  );

/** Those of these ids that are employees of the company. */
export async function employeesAmong(
  db: Database,
  companyId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await findAmong(ids, (some) =>
    db
      .selectFrom('employee')
      .select('id')
      .where('companyId', '=', companyId)
      .where('id', 'in', some)
      .execute(),
  );
  return new Set(rows.map(({ id }) => id));
}

/** A row for each; one that is there stays. */
export async function insertMembers(
  tx: Database,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  for (const some of inChunks(ids))
    await tx
      .insertInto('scimGroupMember')
      .values(some.map((employeeId) => ({ groupId, employeeId })))
      .onConflict((c) => c.doNothing())
      .execute();
}

export async function deleteMembers(
  tx: Database,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  for (const some of inChunks(ids))
    await tx
      .deleteFrom('scimGroupMember')
      .where('groupId', '=', groupId)
      .where('employeeId', 'in', some)
      .execute();
}

export async function deleteAllMembers(tx: Database, groupId: string): Promise<void> {
  await tx.deleteFrom('scimGroupMember').where('groupId', '=', groupId).execute();
}
