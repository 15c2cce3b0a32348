import type { ArgumentTypes } from '../../../input/argument-types.ts';
import { idsOf } from '../../../store/ids.ts';
import { inChunks } from '../../../store/in-chunks.ts';
import type { Database, UserRow } from '../tables.ts';
import {
  derivedMailNickname,
  type SomeUserProperties,
  userColumns,
  userPropertyTypes,
} from './user-properties.ts';

/** A user to be created. */
export interface NewUser extends SomeUserProperties {
  tenantId: string;
  userPrincipalName: string;
  displayName: string;
  /** Absent: derived from the userPrincipalName. */
  mailNickname?: string | undefined;
  password: string;
  /** Whether the user must change it at the first sign-in; default: no. */
  forceChangePasswordNextSignIn?: boolean | undefined;
  /** Display names of built-in roles, e.g. `Cloud Application Administrator`. */
  directoryRoles?: readonly string[] | undefined;
  /** Groups of the tenant that the user becomes a direct member of. */
  groupIds?: readonly string[] | undefined;
}

export const newUserTypes: ArgumentTypes<NewUser> = {
  ...userPropertyTypes,
  tenantId: 'string',
  userPrincipalName: 'string',
  displayName: 'string',
  password: 'string',
  forceChangePasswordNextSignIn: 'boolean?',
  directoryRoles: 'string[]?',
  groupIds: 'string[]?',
};

interface HashedUser extends NewUser {
  passwordHash: string;
  /** Of a guest: the account that signs in. */
  home?: Pick<UserRow, 'id' | 'tenantId'>;
}

/** Inserts users whose passwords are hashed already. @returns their ids, in order */
export async function insertUsers(
  tx: Database,
  users: readonly HashedUser[],
  now: Date,
): Promise<string[]> {
  const rows = users.map((user) => rowOf(user, idsOf(tx).uuid('user'), now));
  const idAt = (position: number) => rows[position]?.id ?? '';
  const roles = users.flatMap(({ directoryRoles = [] }, position) =>
    [...new Set(directoryRoles)].map((role) => ({ userId: idAt(position), role })),
  );
  const members = users.flatMap(({ groupIds = [] }, position) =>
    [...new Set(groupIds)].map((groupId) => ({ userId: idAt(position), groupId })),
  );
  for (const some of inChunks(rows)) await tx.insertInto('directoryUser').values(some).execute();
  for (const some of inChunks(roles))
    await tx.insertInto('directoryRoleAssignment').values(some).execute();
  for (const some of inChunks(members)) await tx.insertInto('groupMember').values(some).execute();
  return rows.map(({ id }) => id);
}

function rowOf(user: HashedUser, id: string, now: Date): UserRow {
  const columns = userColumns(user);
  return {
    id,
    tenantId: user.tenantId.toLowerCase(),
    userPrincipalName: columns.userPrincipalName ?? '',
    signInName: columns.signInName ?? '',
    displayName: user.displayName,
    givenName: columns.givenName ?? null,
    surname: columns.surname ?? null,
    mail: columns.mail ?? null,
    mailNickname: user.mailNickname ?? derivedMailNickname(user.userPrincipalName),
    userType: user.userType ?? 'Member',
    accountEnabled: columns.accountEnabled ?? 1,
    passwordHash: user.passwordHash,
    forceChangePasswordNextSignIn: Number(user.forceChangePasswordNextSignIn ?? false),
    softwareOath: 1,
    signsInWithoutPages: null,
    createdDateTime: now.toISOString(),
    lastPasswordChangeDateTime: user.passwordHash === '' ? null : now.toISOString(),
    profile: columns.profile ?? null,
    onPremisesImmutableId: columns.onPremisesImmutableId ?? null,
    externalUserState: user.home ? 'Accepted' : null,
    externalUserStateChangeDateTime: user.home ? now.toISOString() : null,
    homeTenantId: user.home?.tenantId ?? null,
    homeUserId: user.home?.id ?? null,
    managerId: null,
  };
}
