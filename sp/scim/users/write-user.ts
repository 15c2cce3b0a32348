import { sql } from 'kysely';
import { urn } from '../../../scim/urns.ts';
import { idsOf } from '../../../store/ids.ts';
import { deleteEmployee } from '../../administration/employee-changes.ts';
import { addressKey, NameTaken, nameEmployee } from '../../administration/employee-names.ts';
import type { Database } from '../../database/tables.ts';
import type { Answer } from '../answer.ts';
import { type Applying, applyChange } from '../patch/apply-change.ts';
import { type Change, changesOfAll, changesOfResource } from '../patch/changes.ts';
import { readOperations } from '../patch/operation.ts';
import { EMPLOYEE_ATTRIBUTE } from '../schema/peakon-user.ts';
import { userType } from '../schema/user.ts';
import { badRequest, noSuch, quoted, ScimError } from '../scim-error.ts';
import { Turns } from '../turns.ts';
import { isValues, newValues, type Value, type Values } from '../values.ts';
import type { Visit } from '../visit.ts';
import { findUserRow } from './read-users.ts';
import { userResource } from './user-resource.ts';
import { addressesOf, columnsOf, type UserRow, valuesOf } from './user-row.ts';

/**
 * Adds an employee (RFC 7644 3.3). A manager who is unknown is left out: Entra sends managers in a second pass.
 *
 * @throws {ScimError} 400, or 409 uniqueness when another employee of the company has the user name or the e-mail address
 */
export async function createUser(visit: Visit, body: Value | undefined): Promise<Answer> {
  const { db, companyId, now, base } = visit;
  const values = await applyAll(newValues(), changesOfResource(body, userType), visit);
  const id = idsOf(db).uuid('employee');
  const at = now.toISOString();
  const row = await orUnique(
    db.transaction().execute(async (tx) => {
      const given = columnsOf(values);
      const managerId = await knownManager(tx, companyId, given.managerId);
      const columns = { ...given, managerId };
      await checkEmployeeAttribute(tx, companyId, values);
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('employee')
        .values({ id, companyId, ...columns, source: 'scim', createdAt: at, changedAt: at })
        .onConflict((c) => c.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) throw new NameTaken(columns.userName);
      const addresses = addressesOf(values);
      await nameEmployee(tx, { companyId, employeeId: id, ...columns, addresses });
      return { id, ...columns, createdAt: at, changedAt: at };
    }),
  );
  if (row.active === 1) await visit.onProvisioned({ ...row, companyId });
  const resource = userResource(row, base);
  return { status: 201, body: resource, location: `${base}/Users/${id}` };
}

/**
 * Takes the place of everything that SCIM may write of an employee (RFC 7644 3.5.1); whether they are active stays when it is left out.
 *
 * @throws {ScimError} 404, 400, or 409 uniqueness
 */
export async function replaceUser(
  visit: Visit,
  id: string,
  body: Value | undefined,
): Promise<Answer> {
  const changes = changesOfResource(body, userType);
  const row = await changeUser(visit, id, ({ active }) =>
    applyAll(Object.assign(newValues(), { active }), changes, visit),
  );
  return { status: 200, body: userResource(row, visit.base) };
}

/**
 * Changes an employee as a PATCH says, all of it or nothing.
 *
 * @throws {ScimError} 404, 400, or 409 uniqueness
 */
export async function patchUser(
  visit: Visit,
  id: string,
  body: Value | undefined,
): Promise<Answer> {
  const changes = await changesOfAll(readOperations(body), userType);
  const row = await changeUser(visit, id, (values) =>
    applyAll(values, changes.filter(isPossible), visit),
  );
  return { status: 200, body: userResource(row, visit.base) };
}

/** Microsoft's validator removes every attribute, also those that an employee always has (scim.md b.1): they stay. */
const isPossible = ({ op, path: { urn: extension, name } }: Change): boolean =>
  op !== 'remove' || extension !== undefined || name !== 'userName';

async function applyAll(
  values: Values,
  changes: readonly Change[],
  { faults }: Visit,
): Promise<Values> {
  const applying: Applying = {
    everyTextIsTrue: faults.has('string_boolean'),
    refuseNoMatch: faults.has('no_create_on_no_match'),
  };
  const turns = new Turns();
  for (const change of changes) {
    await turns.next();
    const { active } = values;
    applyChange(values, change, applying);
    // A value that is removed or empty enables nobody.
    if (active !== undefined) values.active ??= active;
  }
  return values;
}

/** Ends the sessions of an employee who is no longer active, in the same transaction. */
async function changeUser(
  visit: Visit,
  id: string,
  change: (values: Values) => Promise<Values>,
): Promise<UserRow> {
  const { db, companyId, now } = visit;
  const { before, after } = await orUnique(
    db.transaction().execute(async (tx) => {
      const before = await findUserRow(tx, companyId, id);
      if (!before) throw noSuch('user', id);
      const values = await change(valuesOf(before));
      const columns = columnsOf(values);
      if (isUnchanged(before, columns)) return { before, after: before };
      if (columns.managerId !== before.managerId)
        await requireManager(tx, companyId, columns.managerId);
      await checkEmployeeAttribute(tx, companyId, values);
      const addresses = addressesOf(values);
      await nameEmployee(tx, { companyId, employeeId: id, ...columns, addresses });
      const changedAt = now.toISOString();
      await tx
        .updateTable('employee')
        .set({ ...columns, changedAt, version: sql<number>`${sql.ref('version')} + 1` })
        .where('id', '=', id)
        .execute();
      if (columns.active === 0)
        await tx.deleteFrom('session').where('employeeId', '=', id).execute();
      return { before, after: { id, ...columns, createdAt: before.createdAt, changedAt } };
    }),
  );
  if (after.active === 1 && isNewcomer(before, after))
    await visit.onProvisioned({ ...after, companyId });
  return after;
}

/** Whether an employee may sign in with a name that they could not sign in with before. */
const isNewcomer = (before: UserRow, after: UserRow): boolean =>
  before.active === 0 ||
  before.userName !== after.userName ||
  before.email !== after.email ||
  before.employeeNumber !== after.employeeNumber;

function isUnchanged(before: UserRow, columns: Partial<UserRow>): boolean {
  const known: Partial<Record<string, unknown>> = { ...before };
  return Object.entries(columns).every(
    ([name, value]) => !(name in known) || known[name] === value,
  );
}

/**
 * Deletes an employee, and ends their sessions (RFC 7644 3.6).
 *
 * @throws {ScimError} 404
 */
export async function deleteUser({ db, companyId }: Visit, id: string): Promise<Answer> {
  await db.transaction().execute(async (tx) => {
    if (!(await findUserRow(tx, companyId, id))) throw noSuch('user', id);
    await deleteEmployee(tx, id);
  });
  return { status: 204 };
}

async function knownManager(tx: Database, companyId: string, managerId: string | null) {
  if (managerId === null) return null;
  const found = await tx
    .selectFrom('employee')
    .select('id')
    .where('id', '=', managerId)
    .where('companyId', '=', companyId)
    .executeTakeFirst();
  return found?.id ?? null;
}

async function requireManager(tx: Database, companyId: string, managerId: string | null) {
  if (managerId !== null && (await knownManager(tx, companyId, managerId)) === null)
    throw unknownManager(managerId);
}

const unknownManager = (id: string) =>
  badRequest('invalidValue', `manager must be the id of an employee, and ${quoted(id)} is not.`);

/** An attribute of the type employee names someone who is an employee already (scim.md e). */
async function checkEmployeeAttribute(tx: Database, companyId: string, values: Values) {
  const own = values[urn.peakonUser];
  const address = isValues(own) ? own[EMPLOYEE_ATTRIBUTE] : undefined;
  if (address === undefined) return;
  const found = await tx
    .selectFrom('employeeMailAddress')
    .select('employeeId')
    .where('companyId', '=', companyId)
    .where('addressKey', '=', addressKey(String(address)))
    .limit(1)
    .executeTakeFirst();
  if (!found)
    throw badRequest(
      'invalidValue',
      `${EMPLOYEE_ATTRIBUTE} must be the e-mail address of an employee, and ${quoted(address)} is not.`,
    );
}

/** @throws {ScimError} 409 uniqueness for a name that is taken */
async function orUnique<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof NameTaken)
      throw new ScimError(
        409,
        `Another employee of this company has the user name or e-mail address ${quoted(error.taken)}.`,
        'uniqueness',
      );
    throw error;
  }
}
