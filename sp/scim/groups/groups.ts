import { sql } from 'kysely';
import { caseKey } from '../../../store/case-key.ts';
import { idsOf } from '../../../store/ids.ts';
import type { Database } from '../../database/tables.ts';
import type { Answer } from '../answer.ts';
import type { Filter } from '../filter/filter.ts';
import { matches } from '../filter/matches.ts';
import { reads } from '../filter/reads.ts';
import { listResponse, type Paging } from '../list.ts';
import { behind, matchingPage } from '../matching-page.ts';
import { applyChange } from '../patch/apply-change.ts';
import { type Change, changesOfAll, changesOfResource } from '../patch/changes.ts';
import { readOperations } from '../patch/operation.ts';
import { keeps, type Projection } from '../projection.ts';
import { groupType } from '../schema/group.ts';
import { noSuch, quoted, ScimError } from '../scim-error.ts';
import { filterInTurns, Turns } from '../turns.ts';
import { newValues, type Value, type Values } from '../values.ts';
import type { Visit } from '../visit.ts';
import { changeMembers } from './change-members.ts';
import { groupResource } from './group-resource.ts';
import {
  deleteAllMembers,
  findGroupRow,
  type GroupRow,
  groupColumns,
  groupsOf,
  groupValues,
  membersOf,
} from './group-rows.ts';

/** @throws {ScimError} 400, or 409 uniqueness when another group of the company has this name */
export async function createGroup(visit: Visit, body: Value | undefined): Promise<Answer> {
  const { db, companyId, now, base } = visit;
  const changes = changesOfResource(body, groupType);
  const id = idsOf(db).uuid('scimGroup');
  const at = now.toISOString();
  const resource = await db.transaction().execute(async (tx) => {
    const columns = groupColumns(applyNames(newValues(), changes));
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('scimGroup')
      .values({ id, companyId, ...columns, createdAt: at, changedAt: at })
      .onConflict((c) => c.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw nameTaken(columns.displayName);
    for (const change of changes.filter(isOfMembers)) await changeMembers(tx, visit, id, change);
    return whole(tx, { id, ...columns, createdAt: at, changedAt: at }, base);
  });
  return { status: 201, body: resource, location: `${base}/Groups/${id}` };
}

/** Takes the place of the name and the members (RFC 7644 3.5.1). @throws {ScimError} 404, 400, 409 uniqueness */
export async function replaceGroup(
  visit: Visit,
  id: string,
  body: Value | undefined,
): Promise<Answer> {
  const changes = changesOfResource(body, groupType);
  const resource = await changeGroup(visit, id, async (tx) => {
    await deleteAllMembers(tx, id);
    for (const change of changes.filter(isOfMembers)) await changeMembers(tx, visit, id, change);
    return applyNames(newValues(), changes);
  });
  return { status: 200, body: resource };
}

/** Changes a group as a PATCH says, all of it or nothing. Answers 204, as Entra prefers (GRP-76). @throws {ScimError} 404, 400, 409 uniqueness */
export async function patchGroup(
  visit: Visit,
  id: string,
  body: Value | undefined,
): Promise<Answer> {
  const changes = await changesOfAll(readOperations(body), groupType);
  await changeGroup(visit, id, async (tx, values) => {
    const turns = new Turns();
    for (const change of changes.filter(isOfMembers)) {
      await changeMembers(tx, visit, id, change);
      await turns.next();
    }
    return applyNames(values, changes.filter(isPossible));
  });
  return { status: 204 };
}

const isOfMembers = ({ path: { name, urn } }: Change) => name === 'members' && urn === undefined;

/** A group always has a name. */
const isPossible = ({ op, path: { name } }: Change) => op !== 'remove' || name !== 'displayName';

function applyNames(values: Values, changes: readonly Change[]): Values {
  for (const change of changes) if (!isOfMembers(change)) applyChange(values, change, {});
  return values;
}

async function changeGroup(
  { db, companyId, now, base }: Visit,
  id: string,
  change: (tx: Database, values: Values) => Promise<Values>,
): Promise<Values> {
  return db.transaction().execute(async (tx) => {
    const row = await findGroupRow(tx, companyId, id);
    if (!row) throw noSuch('group', id);
    const columns = groupColumns(await change(tx, groupValues(row)));
    const other = await tx
      .selectFrom('scimGroup')
      .select('id')
      .where('companyId', '=', companyId)
      .where('displayNameKey', '=', columns.displayNameKey)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (other) throw nameTaken(columns.displayName);
    const changedAt = now.toISOString();
    await tx
      .updateTable('scimGroup')
      .set({ ...columns, changedAt })
      .where('id', '=', id)
      .execute();
    return whole(tx, { ...row, ...columns, changedAt }, base);
  });
}

const nameTaken = (name: string) =>
  new ScimError(409, `Another group of this company is called ${quoted(name)}.`, 'uniqueness');

const whole = async (db: Database, row: GroupRow, base: string): Promise<Values> =>
  groupResource(row, await membersOf(db, [row.id]), base);

/** @throws {ScimError} 404 */
export async function getGroup(
  { db, companyId, base }: Visit,
  id: string,
  project: Projection,
): Promise<Answer> {
  const row = await findGroupRow(db, companyId, id);
  if (!row) throw noSuch('group', id);
  const members = keeps(project, 'members') ? await membersOf(db, [id]) : undefined;
  return { status: 200, body: project(groupResource(row, members, base)) };
}

/** In a transaction, which waits for those that change its members. @throws {ScimError} 404 */
export async function deleteGroup({ db, companyId }: Visit, id: string): Promise<Answer> {
  const { numDeletedRows } = await db
    .transaction()
    .execute((tx) =>
      tx
        .deleteFrom('scimGroup')
        .where('id', '=', id)
        .where('companyId', '=', companyId)
        .executeTakeFirstOrThrow(),
    );
  if (numDeletedRows !== 1n) throw noSuch('group', id);
  return { status: 204 };
}

interface Query extends Paging {
  readonly filter: Filter | undefined;
  readonly project: Projection;
}

/** The groups that a filter finds, in the order in which they were added. */
export async function listGroups(visit: Visit, query: Query): Promise<Answer> {
  const { db, companyId, base } = visit;
  const { filter, project, startIndex, count } = query;
  const found = filter
    ? await findMatching(visit, filter, query)
    : {
        total: await countGroups(db, companyId),
        rows: await groupsOf(db, companyId)
          .limit(count)
          .offset(Math.min(startIndex - 1, Number.MAX_SAFE_INTEGER))
          .execute(),
      };
  const shown = keeps(project, 'members') ? await membersById(db, found.rows) : undefined;
  const resources = found.rows.map((row) =>
    project(groupResource(row, shown && (shown.get(row.id) ?? []), base)),
  );
  return { status: 200, body: listResponse(found.total, startIndex, resources) };
}

async function countGroups(db: Database, companyId: string): Promise<number> {
  const { total } = await db
    .selectFrom('scimGroup')
    .select((builder) => builder.fn.countAll<number | bigint | string>().as('total'))
    .where('companyId', '=', companyId)
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Reads the group with the name that is asked for, or every group, and keeps what meets the filter. */
function findMatching(
  { db, companyId, base }: Visit,
  filter: Filter,
  paging: Paging,
): Promise<{ total: number; rows: GroupRow[] }> {
  const name = nameIn(filter);
  const asksMembers = reads(filter, 'members');
  return matchingPage<GroupRow>(
    paging,
    ({ last, limit }) => {
      let some = groupsOf(db, companyId).limit(limit);
      if (name !== undefined)
        some = some.where(sql<boolean>`${sql.ref('displayNameKey')} = ${caseKey(name)}`);
      if (last) some = some.where(behind(last));
      return some.execute();
    },
    async (rows) => {
      const members = asksMembers ? await membersById(db, rows) : undefined;
      return filterInTurns(rows, (row) =>
        matches(filter, groupResource(row, members?.get(row.id) ?? [], base)),
      );
    },
  );
}

/** The name that a filter asks for, as Entra's does. */
const nameIn = (filter: Filter): string | undefined =>
  filter.kind === 'compare' &&
  filter.operator === 'eq' &&
  filter.path.name === 'displayName' &&
  typeof filter.value === 'string'
    ? filter.value
    : undefined;

async function membersById(db: Database, rows: readonly GroupRow[]) {
  const all = await membersOf(
    db,
    rows.map(({ id }) => id),
  );
  return Map.groupBy(all, ({ groupId }) => groupId);
}
