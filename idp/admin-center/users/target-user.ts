import type { ModifiedProperty } from '../../directory/logs/audit-log.ts';
import type { UserRow } from '../../directory/tables.ts';
import {
  GLOBAL_ADMINISTRATOR,
  PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
  rolesOf,
} from '../../directory/users/directory-roles.ts';
import { findUserById } from '../../directory/users/users.ts';
import { AdminError } from '../errors.ts';
import type { Visit } from '../visit.ts';

/** The user that the path names. */
export interface TargetUser {
  user: UserRow;
  roles: ReadonlySet<string>;
  /** Whether it is the signed-in user's own account. */
  self: boolean;
  /** Whether the signed-in user may change this user. */
  manageable: boolean;
  /** Whether the signed-in user may change how this user signs in. */
  methodsManageable: boolean;
}

/** What an Authentication Administrator may change is limited to users without a role, or with one of these (entra-saml.md 10.8). */
const minorRoles: ReadonlySet<string> = new Set(['Authentication Administrator', 'Reports Reader']);

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
  const methodsManageable =
    visit.may('authentication-method.manage') &&
    (managesEverybody(administrator.roles) || [...roles].every((role) => minorRoles.has(role)));
  return { user, roles, self, manageable, methodsManageable };
}

const managesEverybody = (roles: ReadonlySet<string>): boolean =>
  roles.has(GLOBAL_ADMINISTRATOR) || roles.has(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);

/**
 * Only a Global Administrator may change a user who holds a directory role: with the password come the roles.
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

/**
 * The page with a user's authentication methods: for those who may change them or reset the password, and for the user.
 *
 * @throws {AdminError} `object_gone`, `role_missing`
 */
export async function userWithMethods(visit: Visit): Promise<TargetUser> {
  const target = await targetUser(visit);
  if (target.self || target.manageable || target.methodsManageable) return target;
  visit.require('authentication-method.manage');
  throw onlyPrivileged(target);
}

/**
 * An Authentication Administrator may change how users sign in who hold no directory role, or a minor one.
 *
 * @throws {AdminError} `object_gone`, `role_missing`
 */
export async function userWithManageableMethods(visit: Visit): Promise<TargetUser> {
  const target = await targetUser(visit);
  if (target.methodsManageable) return target;
  throw onlyPrivileged(target);
}

const onlyPrivileged = ({ user, roles }: TargetUser): AdminError =>
  new AdminError(
    'role_missing',
    `${user.userPrincipalName} holds the role ${[...roles].sort().join(' and ')}, so only a ${PRIVILEGED_AUTHENTICATION_ADMINISTRATOR} or a ${GLOBAL_ADMINISTRATOR} may change how this account signs in.`,
  );

/** Users cannot lock themselves out. @throws {AdminError} `role_missing` */
export function refuseSelf({ self }: TargetUser, what: string): void {
  if (self) throw new AdminError('role_missing', `You cannot ${what} your own account.`);
}

export const userTrail = (user: UserRow) => [
  { href: '/admin/users', title: 'Users' },
  { href: `/admin/users/${user.id}`, title: user.displayName },
];

/** Writes a change of a user to the audit log. */
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
