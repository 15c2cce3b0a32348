import { idsOf } from '../../../store/ids.ts';
import { type ArgumentTypes, requireTypes } from '../argument-types.ts';
import { type Fault, refuseFaults } from '../invalid-input.ts';
import { required } from '../not-found.ts';
import { finishRemovals, noteRemoval } from '../removals.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database, GroupRow } from '../tables.ts';
import { requireTenant } from '../tenants/tenants.ts';

/** The properties of a group that administrators edit, under Microsoft Graph's names. */
export interface GroupProperties {
  displayName: string;
  /** `''` when the group has none. */
  description: string;
}

/** Some of the properties of a group. */
export type SomeGroupProperties = {
  [Name in keyof GroupProperties]?: GroupProperties[Name] | undefined;
};

/** A group to be created. */
export interface NewGroup {
  tenantId: string;
  displayName: string;
  description?: string | undefined;
}

const newGroupTypes: ArgumentTypes<NewGroup> = {
  tenantId: 'string',
  displayName: 'string',
  description: 'string?',
};
const propertyTypes: ArgumentTypes<SomeGroupProperties> = {
  displayName: 'string?',
  description: 'string?',
};

/** The stored properties. */
export const groupPropertiesOf = (group: GroupRow): GroupProperties => ({
  displayName: group.displayName,
  description: group.description ?? '',
});

/** Tag of a group's properties for the form that edits them; see `stale-version.ts`. */
export const groupTag = (group: GroupRow): string => tagOf(groupPropertiesOf(group));

/**
 * Creates a security group without members.
 *
 * @returns its id
 * @throws {InvalidInput} when a property breaks a rule
 * @throws {NotFound} when there is no such tenant
 */
export async function createGroup(
  db: Database,
  group: NewGroup,
  now: Date,
): Promise<{ id: string }> {
  requireTypes(group, newGroupTypes);
  refuseFaults(groupFaults(group));
  const tenantId = await requireTenant(db, group.tenantId);
  const id = idsOf(db).uuid('group');
  const { displayName, description = '' } = group;
  await db
    .insertInto('directoryGroup')
    .values({
      id,
      tenantId,
      displayName,
      description: description || null,
      createdDateTime: now.toISOString(),
    })
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
  requireTypes(changes, propertyTypes);
  await db.transaction().execute(async (tx) => {
    const group = await requireGroup(tx, groupId);
    const before = groupPropertiesOf(group);
    requireTag(before, tag);
    refuseFaults(groupFaults(changes));
    const { displayName = before.displayName, description = before.description } = changes;
    await tx
      .updateTable('directoryGroup')
      .set({ displayName, description: description || null })
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

function groupFaults({ displayName, description = '' }: SomeGroupProperties) {
  const fault = (property: string, code: string, message: string): Fault => ({
    property,
    code,
    message,
  });
  return [
    displayName === ''
      ? fault('displayName', 'required', 'Enter a name for the group.')
      : displayName !== undefined && displayName.length > 256
        ? fault('displayName', 'too_long', 'A name has at most 256 characters.')
        : undefined,
    description.length > 1024
      ? fault('description', 'too_long', 'A description has at most 1,024 characters.')
      : undefined,
  ];
}
