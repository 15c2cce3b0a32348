import type { Database } from '../../database/tables.ts';
import { type Filter, leafOf } from '../filter/filter.ts';
import { matches } from '../filter/matches.ts';
import type { Change } from '../patch/changes.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { isValues, member, newValues, type Value } from '../values.ts';
import type { Visit } from '../visit.ts';
import {
  deleteAllMembers,
  deleteMembers,
  employeesAmong,
  insertMembers,
  membersOf,
} from './group-rows.ts';

/** More in one operation is more than a body can hold. */
const MAX_IDS = 20_000;

/**
 * Changes the members of a group, row by row: never a list that is read, changed and written (scim.md g.4, GRP-72).
 *
 * @throws {ScimError} invalidValue when one is no employee of the company, invalidPath, noTarget
 */
export async function changeMembers(
  tx: Database,
  { companyId, faults }: Visit,
  groupId: string,
  { op, path, value }: Change,
): Promise<void> {
  if (path.sub !== undefined && path.sub !== 'value')
    throw badRequest('invalidPath', 'Of the members of a group, only the value can be changed.');
  if (op === 'remove') {
    if (path.filter) return removeMatching(tx, groupId, path.filter);
    // Without a value, every member (RFC 7644 3.5.2.2); with an empty list, nobody (GRP-70).
    if (value === undefined || faults.has('remove_wipes_group'))
      return deleteAllMembers(tx, groupId);
    return deleteMembers(tx, groupId, idsIn(value));
  }
  if (path.filter)
    throw badRequest('noTarget', 'A member is added by a list of objects with a value.');
  const ids = idsIn(value);
  const known = await employeesAmong(tx, companyId, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw badRequest(
      'invalidValue',
      `Members must be ids of users, and ${quoted(unknown)} is not.`,
    );
  if (op === 'replace') await deleteAllMembers(tx, groupId);
  await insertMembers(tx, groupId, ids);
}

/** `members[value eq "id"]` is one row; any other filter looks at all. */
async function removeMatching(tx: Database, groupId: string, filter: Filter): Promise<void> {
  if (
    filter.kind === 'compare' &&
    filter.operator === 'eq' &&
    leafOf(filter.path)?.name === 'value'
  )
    return deleteMembers(tx, groupId, [String(filter.value)]);
  const members = await membersOf(tx, [groupId]);
  const found = members.filter(({ employeeId, userName }) =>
    matches(
      filter,
      Object.assign(newValues(), { value: employeeId, display: userName, type: 'User' }),
    ),
  );
  await deleteMembers(
    tx,
    groupId,
    found.map(({ employeeId }) => employeeId),
  );
}

/** Ids in a list of objects, as Entra sends it, or of texts. */
function idsIn(value: Value | undefined): string[] {
  const all = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];
  if (all.length > MAX_IDS)
    throw badRequest('invalidValue', `At most ${MAX_IDS} members change at once.`);
  const ids = all.map((one) => {
    const id = isValues(one) ? member(one, 'value') : one;
    if (typeof id !== 'string' || id.length > 100)
      throw badRequest('invalidValue', `A member is an object with a value, not ${quoted(one)}.`);
    return id;
  });
  return [...new Set(ids)].toSorted();
}
