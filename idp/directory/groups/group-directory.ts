import { requireTypes } from '../../../input/argument-types.ts';
import { all, type DirectoryParts } from '../directory-parts.ts';
import type { Person } from '../people-search.ts';
import type { GroupRow } from '../tables.ts';
import { addGroupMembers, listMembers, removeGroupMember } from './group-members.ts';
import {
  type GroupProperties,
  groupPropertiesOf,
  type SomeGroupProperties,
} from './group-properties.ts';
import { findGroup, findGroupByName, type GroupListRow, listGroups } from './groups.ts';
import {
  createGroup,
  deleteGroup,
  type NewGroup,
  requireGroup,
  updateGroup,
} from './manage-groups.ts';
import { addMemberGroups, listMemberGroups, removeMemberGroup } from './nested-groups.ts';

/** Of `Directory`: groups and their members. */
export interface GroupDirectory {
  /**
   * Creates a group without members: a security group of the cloud, unless its properties say otherwise.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {NotFound} when there is no such tenant
   */
  createGroup(group: NewGroup): Promise<{ id: string }>;
  /**
   * Changes the properties that are given.
   *
   * @throws {InvalidInput} when a property breaks a rule
   * @throws {NotFound} when there is no such group
   */
  updateGroup(groupId: string, changes: SomeGroupProperties): Promise<void>;
  /** @throws {NotFound} when there is no such group */
  groupProperties(groupId: string): Promise<GroupProperties>;
  /** The group of this id or name; of several with the name, the one with the first id. */
  findGroup(
    tenantId: string,
    idOrName: string,
  ): Promise<Pick<GroupRow, 'id' | 'displayName'> | undefined>;
  /** Groups of a tenant by name, at most 1,000. */
  listGroups(tenantId: string): Promise<GroupListRow[]>;
  /** Users who are direct members of a group, by name, at most 1,000. */
  listGroupMembers(groupId: string): Promise<Person[]>;
  /** Deletes a group with its memberships and assignments. @throws {NotFound} when there is no such group */
  deleteGroup(groupId: string): Promise<void>;
  /** @throws {NotFound} when there is no such group, or its tenant has no such user */
  addGroupMembers(groupId: string, userIds: readonly string[]): Promise<void>;
  /** Removes the membership, if any. @throws {NotFound} when there is no such group */
  removeGroupMember(groupId: string, userId: string): Promise<void>;
  /** Groups that are direct members of a group, by name, at most 1,000. */
  listMemberGroups(groupId: string): Promise<Pick<GroupRow, 'id' | 'displayName'>[]>;
  /**
   * Makes groups members of a group.
   *
   * @throws {InvalidInput} when it would be a member of itself, or one of them is a Microsoft 365 group
   * @throws {NotFound} when there is no such group, or its tenant has no such group
   */
  addMemberGroups(groupId: string, memberGroupIds: readonly string[]): Promise<void>;
  /** Removes the membership, if any. @throws {NotFound} when there is no such group */
  removeMemberGroup(groupId: string, memberGroupId: string): Promise<void>;
}

export const groupDirectory = ({ db, clock }: DirectoryParts): GroupDirectory => ({
  createGroup: (group) => createGroup(db, group, clock()),
  updateGroup: (id, changes) => updateGroup(db, id, changes),
  groupProperties: async (groupId) => {
    requireTypes({ groupId }, { groupId: 'string' });
    return groupPropertiesOf(await requireGroup(db, groupId));
  },
  findGroup: async (tenantId, idOrName) => {
    requireTypes({ tenantId, idOrName }, { tenantId: 'string', idOrName: 'string' });
    const id = tenantId.toLowerCase();
    const found = (await findGroup(db, id, idOrName)) ?? (await findGroupByName(db, id, idOrName));
    return found && { id: found.id, displayName: found.displayName };
  },
  listGroups: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return (await listGroups(db, { tenantId: tenantId.toLowerCase(), ...all })).rows;
  },
  listGroupMembers: async (groupId) => {
    requireTypes({ groupId }, { groupId: 'string' });
    return (await listMembers(db, { groupId, ...all })).rows;
  },
  deleteGroup: (id) => deleteGroup(db, id),
  addGroupMembers: (id, userIds) => addGroupMembers(db, id, userIds),
  removeGroupMember: (id, userId) => removeGroupMember(db, id, userId),
  listMemberGroups: async (groupId) => {
    requireTypes({ groupId }, { groupId: 'string' });
    return (await listMemberGroups(db, groupId, all)).rows;
  },
  addMemberGroups: (id, memberGroupIds) => addMemberGroups(db, id, memberGroupIds),
  removeMemberGroup: (id, memberGroupId) => removeMemberGroup(db, id, memberGroupId),
});
