import { requireTypes } from '../../../input/argument-types.ts';
import { all, type DirectoryParts } from '../directory-parts.ts';
import { domainsOf } from '../domains/domains.ts';
import {
  createInvitation,
  type Invitation,
  type NewInvitation,
} from '../invitations/invitations.ts';
import type { UserRow } from '../tables.ts';
import { checkNewUser, createUser } from './create-user.ts';
import { deleteUser, purgeUser, restoreUser } from './deleted-users.ts';
import { rolesOf, setDirectoryRoles } from './directory-roles.ts';
import { identitiesOf, type ObjectIdentity } from './guests.ts';
import { importUsersUnchecked } from './import-users.ts';
import { checkManager, type Manager, managerOf, setManager } from './manager.ts';
import type { NewUser } from './new-user.ts';
import { updateUser } from './update-user.ts';
import { listUsers, type UserListRow } from './user-list.ts';
import {
  forcePasswordChange,
  type PasswordReset,
  resetPassword,
  revokeSessions,
} from './user-password.ts';
import type { SomeUserProperties } from './user-properties.ts';
import { findUserByIdOrName, requireUser } from './users.ts';

/** Of `Directory`: users, guests and their passwords. */
export interface UserDirectory {
  /**
   * @throws {InvalidInput} when a property breaks a rule of the page "New user"; nothing is created then
   * @throws {NotFound} when there is no such tenant
   */
  createUser(user: NewUser): Promise<{ id: string }>;
  /** The checks of `createUser` alone: nothing is written. @throws as it does */
  checkNewUser(user: NewUser): Promise<void>;
  /**
   * Invites an external user, who can sign in at once: an account of another tenant of the lab, or a personal account, which is made with its first
   * invitation.
   *
   * @returns the guest, and the password of a personal account that was made
   * @throws {InvalidInput} when a property breaks a rule, or the account cannot be invited; nothing is created then
   * @throws {NotFound} when there is no such tenant
   */
  createInvitation(tenantId: string, invitation: NewInvitation): Promise<Invitation>;
  /** How a user is named at a sign-in; the first one of a guest says where the home is. @throws {NotFound} when there is no such user */
  identitiesOf(userId: string): Promise<ObjectIdentity[]>;
  /** Many users in one transaction, in seconds for 100,000, without any check; returns their ids in order. */
  importUsersUnchecked(users: readonly NewUser[]): Promise<string[]>;
  /**
   * Changes the properties that are given, e.g. `{ accountEnabled: false }`.
   *
   * @throws {InvalidInput} when a property breaks a rule; nothing is changed then
   * @throws {NotFound} when there is no such user
   */
  updateUser(userId: string, changes: SomeUserProperties): Promise<void>;
  /**
   * Sets or removes the manager of a user.
   *
   * @param managerId `null` removes the manager
   * @throws {InvalidInput} for the user, and for somebody whose manager the user is
   * @throws {NotFound} when there is no such user, or no such manager in the user's tenant
   */
  setManager(userId: string, managerId: string | null): Promise<void>;
  /** The checks of `setManager` alone: nothing is written. @throws as it does */
  checkManager(userId: string, managerId: string | null): Promise<void>;
  /** The manager of a user; `undefined` for none, and while the manager is deleted. @throws {NotFound} when there is no such user */
  managerOf(userId: string): Promise<Manager | undefined>;
  /**
   * Signs the user out everywhere.
   *
   * @throws {InvalidInput} when the password breaks a rule
   * @throws {NotFound} when there is no such user
   */
  resetPassword(userId: string, password: string, options?: PasswordReset): Promise<void>;
  /**
   * Whether the user must change the password at the next sign-in with it (AADSTS50055). Sessions go on.
   *
   * @throws {NotFound} when there is no such user
   */
  forcePasswordChange(userId: string, force: boolean): Promise<void>;
  /** Signs the user out everywhere. @throws {NotFound} when there is no such user */
  revokeSessions(userId: string): Promise<void>;
  /**
   * Gives a user exactly these directory roles, by display name.
   *
   * @throws {InvalidInput} when there is no such role
   * @throws {NotFound} when there is no such user
   */
  setDirectoryRoles(userId: string, directoryRoles: readonly string[]): Promise<void>;
  /** The directory roles of a user, by display name, sorted; empty when there is no such user. */
  directoryRolesOf(userId: string): Promise<string[]>;
  /** Moves a user to "Deleted users", with assignments; sessions end. @throws {NotFound} when there is no such user */
  deleteUser(userId: string): Promise<void>;
  /**
   * Restores a deleted user with roles, memberships and assignments.
   *
   * @throws {InvalidInput} when another user has the name now
   * @throws {NotFound} when no deleted user with this id can be restored
   */
  restoreUser(userId: string): Promise<void>;
  /** Deletes a deleted user permanently. @throws {NotFound} when there is no deleted user with this id */
  purgeUser(userId: string): Promise<void>;
  /** @param userPrincipalName or the id */
  findUser(tenantId: string, userPrincipalName: string): Promise<UserRow | undefined>;
  /** Users of a tenant by name, at most 1,000. */
  listUsers(tenantId: string): Promise<UserListRow[]>;
}

export const userDirectory = ({ db, clock }: DirectoryParts): UserDirectory => ({
  createUser: (user) => createUser(db, user, clock()),
  async checkNewUser(user) {
    await checkNewUser(db, user);
  },
  createInvitation: (tenantId, invitation) => createInvitation(db, tenantId, invitation, clock()),
  async identitiesOf(userId) {
    const user = await requireUser(db, userId);
    const [initial] = await domainsOf(db, user.tenantId);
    return identitiesOf(user, initial?.id ?? '');
  },
  importUsersUnchecked: (users) => importUsersUnchecked(db, users, clock()),
  updateUser: (id, changes) => updateUser(db, id, changes),
  setManager: (id, managerId) => setManager(db, id, managerId),
  async checkManager(id, managerId) {
    await checkManager(db, id, managerId);
  },
  managerOf: (id) => managerOf(db, id),
  resetPassword: (id, password, options) => resetPassword(db, id, password, clock(), options),
  forcePasswordChange: (id, force) => forcePasswordChange(db, id, force),
  revokeSessions: (id) => revokeSessions(db, id),
  setDirectoryRoles: (id, directoryRoles) => setDirectoryRoles(db, id, directoryRoles),
  directoryRolesOf: async (userId) => {
    requireTypes({ userId }, { userId: 'string' });
    return [...(await rolesOf(db, userId))].sort();
  },
  deleteUser: (id) => deleteUser(db, id, clock()),
  restoreUser: (id) => restoreUser(db, id, clock()),
  purgeUser: (id) => purgeUser(db, id),
  findUser: async (tenantId, userPrincipalName) => {
    requireTypes(
      { tenantId, userPrincipalName },
      { tenantId: 'string', userPrincipalName: 'string' },
    );
    return findUserByIdOrName(db, tenantId.toLowerCase(), userPrincipalName);
  },
  listUsers: async (tenantId) => {
    requireTypes({ tenantId }, { tenantId: 'string' });
    return (await listUsers(db, { tenantId: tenantId.toLowerCase(), ...all })).rows;
  },
});
