import {
  type ArgumentTypes,
  readTypes,
  refuseTogether,
  requireTypes,
} from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import { finishRemovals, noteRemoval } from '../removals.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database, GroupRow } from '../tables.ts';
import { requireTenant } from '../tenants/tenants.ts';
import {
  type GroupProperties,
  groupColumns,
  groupFaults,
  groupPropertiesOf,
  groupPropertyTypes,
  type SomeGroupProperties,
  UNIFIED,
  withDefaults,
} from './group-properties.ts';

/** A group to be created. */
export interface NewGroup extends SomeGroupProperties {
  tenantId: string;
  displayName: string;
}

const newGroupTypes: ArgumentTypes<NewGroup> = {
  ...groupPropertyTypes,
  tenantId: 'string',
  displayName: 'string',
};

/** Tag of a group's properties for the form that edits them; see `stale-version.ts`. */
export const groupTag = (group: GroupRow): string => tagOf(groupPropertiesOf(group));

/**
 * Creates a group without members: a security group, unless its properties say otherwise.
 *
 * @returns its id
 * @throws {InvalidInput} when a property breaks a rule
 * @throws {NotFound} when there is no such tenant
 */
export async function createGroup(
  db: Database,
  newGroup: NewGroup,
  now: Date,
): Promise<{ id: string }> {
  const { sound, faults } = readTypes(newGroup, newGroupTypes);
  const { tenantId: inTenant = '', ...given } = sound;
  const id = idsOf(db).uuid('group');
  const group = withDefaults(id, given);
  refuseTogether(faults, groupFaults(group));
  const tenantId = await requireTenant(db, inTenant);
  await requireFreeNickname(db, tenantId, id, group);
  await db
    .insertInto('directoryGroup')
    .values({ id, tenantId, ...groupColumns(group), createdDateTime: now.toISOString() })
    .execute();
  return { id };
}

/**
 * Changes the properties that are given and leaves the others as they are.
 *
 * @param tag of the values that a form was made from; absent: whatever is stored is changed
 * @throws {InvalidInput} when a property breaks a rule
 * @throws {NotFound} when there is no such group
 * @throws {StaleVersion} when the stored properties no longer have the tag
 */
export async function updateGroup(
  db: Database,
  groupId: string,
  changes: SomeGroupProperties,
  tag?: string,
): Promise<void> {
  requireTypes({ groupId }, { groupId: 'string' });
  const { sound, faults } = readTypes(changes, groupPropertyTypes);
  await db.transaction().execute(async (tx) => {
    const group = await requireGroup(tx, groupId);
    const before = groupPropertiesOf(group);
    requireTag(before, tag);
    const changed: GroupProperties = { ...before, ...sound };
    refuseTogether(faults, groupFaults(changed));
    if (changed.groupTypes.includes(UNIFIED)) await requireNotNested(tx, groupId);
    await requireFreeNickname(tx, group.tenantId, groupId, changed);
    await tx
      .updateTable('directoryGroup')
      .set(groupColumns(changed))
      .where('id', '=', groupId)
      .execute();
  });
}

/**
 * Deletes a group with its memberships and assignments.
 *
 * @throws {NotFound} when there is no such group
 */
export async function deleteGroup(db: Database, groupId: string): Promise<void> {
  requireTypes({ groupId }, { groupId: 'string' });
  await db.transaction().execute(async (tx) => {
    await requireGroup(tx, groupId);
    await tx.deleteFrom('directoryGroup').where('id', '=', groupId).execute();
    await tx.deleteFrom('appRoleAssignment').where('principalId', '=', groupId).execute();
    await noteRemoval(tx, 'members', groupId);
  });
  await finishRemovals(db);
}

/** @throws {NotFound} when there is no such group */
export async function requireGroup(db: Database, groupId: string): Promise<GroupRow> {
  const query = db.selectFrom('directoryGroup').selectAll().where('id', '=', groupId);
  return required(await query.executeTakeFirst(), 'group', groupId);
}

/** A mail address belongs to one group. @throws {InvalidInput} `taken` */
async function requireFreeNickname(
  db: Database,
  tenantId: string,
  id: string,
  { mailEnabled, mailNickname }: GroupProperties,
): Promise<void> {
  if (!mailEnabled) return;
  const other = await db
    .selectFrom('directoryGroup')
    .select('displayName')
    .where('tenantId', '=', tenantId)
    .where('mailEnabled', '=', 1)
    .where((e) => e.fn<string>('lower', ['mailNickname']), '=', mailNickname.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst();
  if (!other) return;
  const message = `The group ${other.displayName} has the mail nickname ${mailNickname}.`;
  throw new InvalidInput([{ property: 'mailNickname', code: 'taken', message }]);
}

/** @throws {InvalidInput} `nested` when the group has groups as members, or is a member of one */
async function requireNotNested(db: Database, groupId: string): Promise<void> {
  const nested = await db
    .selectFrom('memberGroup')
    .select('groupId')
    .where((e) => e.or([e('groupId', '=', groupId), e('memberGroupId', '=', groupId)]))
    .executeTakeFirst();
  if (!nested) return;
  const message = 'A Microsoft 365 group neither has groups as members nor is a member of one.';
  throw new InvalidInput([{ property: 'groupTypes', code: 'nested', message }]);
}
