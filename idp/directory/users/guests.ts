import { type Fault, InvalidInput } from '../../../input/invalid-input.ts';
import { caseKey } from '../../../store/case-key.ts';
import { personalAccounts } from '../../response/identity-provider.ts';
import type { Database, UserRow } from '../tables.ts';
import { findUser, findUserById } from './users.ts';

/** The tenant of personal accounts is created with the first of them, has no domain, and nobody administers it. */
export const consumers = {
  id: personalAccounts.tenantId,
  displayName: 'Microsoft accounts',
} as const;

/** Graph's resource type objectIdentity. */
export interface ObjectIdentity {
  signInType: 'userPrincipalName' | 'federated';
  issuer: string;
  /** Null for a guest from another tenant, as in Graph. */
  issuerAssignedId: string | null;
}

/** The ways in which a user can be named at a sign-in. @param initialDomain of the user's tenant */
export function identitiesOf(user: UserRow, initialDomain: string): ObjectIdentity[] {
  const { homeTenantId, userPrincipalName } = user;
  const own: ObjectIdentity = {
    signInType: 'userPrincipalName',
    issuer: initialDomain,
    issuerAssignedId: userPrincipalName,
  };
  if (homeTenantId === null) return [own];
  const issuer = homeTenantId === consumers.id ? 'MicrosoftAccount' : 'ExternalAzureAD';
  return [{ signInType: 'federated', issuer, issuerAssignedId: null }, own];
}

const guestOf = (db: Database, tenantId: string, homeUserId: string) =>
  db
    .selectFrom('directoryUser')
    .selectAll()
    .where('homeUserId', '=', homeUserId)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();

/**
 * The account of a tenant that a user name signs in to: a user, or the guest whose home account has the name. A guest's own user principal name
 * signs nobody in.
 *
 * @param tenantId GUID; `common` looks in every tenant
 */
export async function findAccount(
  db: Database,
  tenantId: string,
  userName: string,
): Promise<UserRow | undefined> {
  const user = await findUser(db, 'common', userName);
  if (!user || user.homeUserId !== null) return undefined;
  if (tenantId === 'common' || user.tenantId === tenantId) return user;
  return guestOf(db, tenantId, user.id);
}

/** What identifies a person in the tables of two tenants. */
export type Person = Pick<UserRow, 'id' | 'tenantId' | 'homeUserId'>;

/** The account that the same person has in another tenant, as a user or as a guest. */
export async function accountIn(
  db: Database,
  tenantId: string,
  { id, homeUserId }: Person,
): Promise<UserRow | undefined> {
  const homeId = homeUserId ?? id;
  const home = await findUserById(db, homeId);
  if (!home) return undefined;
  return home.tenantId === tenantId ? home : guestOf(db, tenantId, homeId);
}

/** The account whose password, and whose domain, signs a user in; undefined for a guest whose home account was deleted. */
export async function homeAccount(db: Database, user: UserRow): Promise<UserRow | undefined> {
  return user.homeUserId === null ? user : findUserById(db, user.homeUserId);
}

/** What the user types to sign in: for a guest the name of the home account. */
export async function signInNameOf(
  db: Database,
  { homeUserId, userPrincipalName }: Pick<UserRow, 'homeUserId' | 'userPrincipalName'>,
): Promise<string> {
  const home = homeUserId === null ? undefined : await findUserById(db, homeUserId);
  return home?.userPrincipalName ?? userPrincipalName;
}

/** Ids of an account and of its guests. */
export const accountsOf = (db: Database, id: string) =>
  db
    .selectFrom('directoryUser')
    .select('id')
    .where((e) => e.or([e('id', '=', id), e('homeUserId', '=', id)]));

/**
 * The account whose password can be reset through this user.
 *
 * @throws {InvalidInput} `guest` when that is the business of another tenant
 */
export async function accountWithPassword(db: Database, user: UserRow): Promise<UserRow> {
  const home = await homeAccount(db, user);
  if (home && (home.id === user.id || home.tenantId === consumers.id)) return home;
  throw new InvalidInput([
    {
      property: 'password',
      code: 'guest',
      message: `${user.displayName} is a guest and signs in with the password of another tenant, which is changed there.`,
    },
  ]);
}

/** The fault when the tenant has a guest for this account already. */
export async function invitedFault(
  db: Database,
  tenantId: string,
  homeUserId: string,
): Promise<Fault | undefined> {
  const guest = await guestOf(db, tenantId, homeUserId);
  if (!guest) return undefined;
  return {
    property: 'invitedUserEmailAddress',
    code: 'taken',
    message: `This account is a guest of the tenant already: ${guest.userPrincipalName}.`,
  };
}

/** `alice@fabrikam.com` invited to contoso.com is `alice_fabrikam.com#EXT#@contoso.com` (public reports). */
export const guestUserPrincipalName = (email: string, initialDomain: string): string =>
  `${email.replace(/@([^@]*)$/, (_, domain: string) => `_${caseKey(domain)}`)}#EXT#@${initialDomain}`;
