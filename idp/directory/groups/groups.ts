import { randomUUID } from 'node:crypto';
import { refuseFaults } from '../invalid-input.ts';
import { anyContains, type Found, type ListPage, pageOf } from '../paged-list.ts';
import { requireChanged, requireTag } from '../stale-version.ts';
import type { Database, GroupRow } from '../tables.ts';

export interface GroupForm {
  displayName: string;
  description: string;
}

export interface GroupListRow extends Pick<GroupRow, 'id' | 'displayName' | 'description'> {
  members: number;
}

/** Groups of a tenant by name, with the number of their members. */
export async function listGroups(
  db: Database,
  { tenantId, ...page }: ListPage & { tenantId: string },
): Promise<Found<GroupListRow>> {
  const search = page.search.trim();
  const matching = db
    .selectFrom('directoryGroup as group')
    .select((e) => [
      'group.id',
      'group.displayName',
      'group.description',
      e
        .selectFrom('groupMember as member')
        .whereRef('member.groupId', '=', 'group.id')
        .select((m) => m.fn.countAll<number>().as('members'))
        .as('members'),
    ])
    .where('group.tenantId', '=', tenantId)
    .$if(search !== '', (query) => query.where(anyContains(search, ['group.displayName'])))
    .orderBy('group.displayName')
    .orderBy('group.id');
  const { rows, total } = await pageOf(matching, page);
  return { rows: rows.map((row) => ({ ...row, members: Number(row.members ?? 0) })), total };
}

/** The group of this id, if the tenant has it. */
export function findGroup(
  db: Database,
  tenantId: string,
  id: string,
): Promise<GroupRow | undefined> {
  return db
    .selectFrom('directoryGroup')
    .selectAll()
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
}

/** The groups that a user is a direct member of, by name. */
export function groupsOfUser(
  db: Database,
  userId: string,
): Promise<Pick<GroupRow, 'id' | 'displayName'>[]> {
  return db
    .selectFrom('groupMember as member')
    .innerJoin('directoryGroup as group', 'group.id', 'member.groupId')
    .select(['group.id', 'group.displayName'])
    .where('member.userId', '=', userId)
    .orderBy('group.displayName')
    .execute();
}

/** Creates a security group. @throws {InvalidInput} */
export async function addGroup(
  db: Database,
  tenantId: string,
  form: GroupForm,
  now: Date,
): Promise<{ id: string }> {
  checkGroup(form);
  const id = randomUUID();
  await db
    .insertInto('directoryGroup')
    .values({ id, tenantId, ...columns(form), createdDateTime: now.toISOString() })
    .execute();
  return { id };
}

export const groupFormOf = (group: GroupRow): GroupForm => ({
  displayName: group.displayName,
  description: group.description ?? '',
});

/** @throws {InvalidInput} {StaleVersion} */
export async function changeGroup(
  db: Database,
  group: GroupRow,
  form: GroupForm,
  tag: string | undefined,
): Promise<void> {
  requireTag(groupFormOf(group), tag);
  checkGroup(form);
  const { description } = group;
  const result = await db
    .updateTable('directoryGroup')
    .set(columns(form))
    .where('id', '=', group.id)
    .where('displayName', '=', group.displayName)
    .where((e) =>
      description === null ? e('description', 'is', null) : e('description', '=', description),
    )
    .executeTakeFirstOrThrow();
  requireChanged(result);
}

/** Deletes a group with its memberships and assignments. */
export async function deleteGroup(db: Database, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('appRoleAssignment').where('principalId', '=', id).execute();
    await tx.deleteFrom('directoryGroup').where('id', '=', id).execute();
  });
}

function checkGroup({ displayName, description }: GroupForm): void {
  refuseFaults([
    displayName === ''
      ? { property: 'displayName', code: 'required', message: 'Enter a name for the group.' }
      : displayName.length > 256
        ? {
            property: 'displayName',
            code: 'too_long',
            message: 'A name has at most 256 characters.',
          }
        : undefined,
    description.length > 1024
      ? {
          property: 'description',
          code: 'too_long',
          message: 'A description has at most 1,024 characters.',
        }
      : undefined,
  ]);
}

const columns = ({ displayName, description }: GroupForm) => ({
  displayName,
  description: description || null,
});
