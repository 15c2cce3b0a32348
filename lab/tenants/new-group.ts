import type { Directory, SomeGroupProperties } from '../../idp/index.ts';
import { LabError } from '../errors.ts';
import { requireObject } from './known-names.ts';
import {
  type GroupReference,
  isGroup,
  type LabGroup,
  requireGroup,
  requireUser,
  type UserReference,
} from './references.ts';

/** What a new group is given; everything else gets a default: a security group of the cloud without members. */
export interface NewLabGroup extends SomeGroupProperties {
  /** Users and groups of the tenant; a text names a user. */
  readonly members?: readonly (UserReference | LabGroup)[] | undefined;
  /** Groups of the tenant; a text names a group. */
  readonly memberGroups?: readonly GroupReference[] | undefined;
}

interface Target {
  readonly directory: Directory;
  readonly tenant: { readonly id: string; readonly domain: string };
}

/**
 * Adds a group; when it fails, nothing is left.
 *
 * @throws {InvalidInput} when a property breaks a rule
 * @throws {LabError} `unknown_user`, `unknown_group`, or `invalid_option` when the members are no lists
 */
export async function addGroup(
  target: Target,
  group: NewLabGroup & { readonly displayName: string },
): Promise<LabGroup> {
  requireObject('addGroup', group);
  const { directory, tenant } = target;
  const { members = [], memberGroups = [], ...properties } = group;
  for (const list of [members, memberGroups])
    if (!Array.isArray(list))
      throw new LabError('invalid_option', 'addGroup: members and memberGroups are lists.');
  const users = members.filter((member): member is UserReference => !isGroup(member));
  const groups = [...memberGroups, ...members.filter(isGroup)];
  const { id } = await directory.createGroup({ ...properties, tenantId: tenant.id });
  try {
    const foundUsers = await Promise.all(users.map((one) => requireUser(target, one)));
    const foundGroups = await Promise.all(groups.map((one) => requireGroup(target, one)));
    await directory.addMemberGroups(
      id,
      foundGroups.map((one) => one.id),
    );
    await directory.addGroupMembers(
      id,
      foundUsers.map((one) => one.id),
    );
  } catch (error) {
    await directory.deleteGroup(id);
    throw error;
  }
  return { id, displayName: properties.displayName };
}
