import type { ModifiedProperty } from '../../directory/logs/audit-log.ts';
import type { UserRow } from '../../directory/tables.ts';
import { GLOBAL_ADMINISTRATOR, rolesOf } from '../../directory/users/directory-roles.ts';
import { findUserById } from '../../directory/users/users.ts';
import { AdminError } from '../errors.ts';
import type { Visit } from '../visit.ts';

/** The user that the path names. */
export interface TargetUser {
  user: UserRow;
  roles: ReadonlySet<string>;
  /** Whether it is the person who is looking. */
  self: boolean;
  /** Whether the person may change this user at all. */
  manageable: boolean;
}

/** @throws {AdminError} `object_gone` when the tenant has no such user */
export async function targetUser(visit: Visit): Promise<TargetUser> {
  const { context, tenantId, administrator } = visit;
  const user = await findUserById(context.db, visit.param('userId'));
  if (!user || user.tenantId !== tenantId)
    throw new AdminError('object_gone', 'This user does not exist, or was deleted.');
  const roles = await rolesOf(context.db, user.id);
  const self = user.id === administrator.user.id;
  const manageable =
    visit.may('user.manage') &&
    (self || roles.size === 0 || administrator.roles.has(GLOBAL_ADMINISTRATOR));
  return { user, roles, self, manageable };
}

/**
 * A user who holds a directory role is changed by a Global Administrator only: with somebody else's password comes that
 * person's role.
 *
 * @throws {AdminError} `object_gone`, `role_missing`
 */
export async function manageableUser(visit: Visit): Promise<TargetUser> {
  const target = await targetUser(visit);
  if (!target.manageable)
    throw new AdminError(
      'role_missing',
      `${target.user.userPrincipalName} holds the role ${[...target.roles].sort().join(' and ')}, so only a Global Administrator may change this account.`,
    );
  return target;
}

/** @throws {AdminError} `role_missing`: nobody locks himself out by accident */
export function refuseSelf({ self }: TargetUser, what: string): void {
  if (self)
    throw new AdminError('role_missing', `You cannot ${what} the account that you are using.`);
}

export const userTrail = (user: UserRow) => [
  { href: '/admin/users', title: 'Users' },
  { href: `/admin/users/${user.id}`, title: user.displayName },
];

/** Says in the audit log what was done to a user. */
export const auditUser = (
  visit: Visit,
  user: Pick<UserRow, 'id' | 'userPrincipalName'>,
  activity: string,
  modified: readonly ModifiedProperty[] = [],
): Promise<void> =>
  visit.audit({
    activity,
    category: 'UserManagement',
    target: { type: 'User', id: user.id, displayName: user.userPrincipalName },
    modified,
  });
