/** Rows about users; the conventions are in `../tables.ts`. */
export interface UserTables {
  directoryUser: UserRow;
  deletedUser: DeletedUserRow;
  directoryRoleAssignment: { userId: string; role: string };
}

export interface UserRow {
  id: string;
  tenantId: string;
  userPrincipalName: string;
  /** The userPrincipalName in lower case: sign-in names do not depend on case, and are unique over all tenants. */
  signInName: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  /** Local part of the e-mail addresses that Entra derives for the user. */
  mailNickname: string;
  /** `Member` or `Guest`. */
  userType: string;
  accountEnabled: number;
  passwordHash: string;
  /** Whether the password works only to set another one. */
  forceChangePasswordNextSignIn: number;
  /** Whether the user has an authenticator app that shows codes; the secret is made at its first use. */
  softwareOath: number;
  /** JSON list of the methods of a sign-in without pages; null for a user who signs in on the pages. */
  signsInWithoutPages: string | null;
  createdDateTime: string;
  /** When the password was set; null for a guest, who has none here. */
  lastPasswordChangeDateTime: string | null;
  /** JSON of `UserProfile`: properties that no query asks for; null for a user who has none of them. */
  profile: string | null;
  /** What an identity provider of a federated domain calls the user; unique in the tenant. */
  onPremisesImmutableId: string | null;
  /** `Accepted` for guests, null for others. */
  externalUserState: string | null;
  externalUserStateChangeDateTime: string | null;
  /** Of a guest: the account that signs in. It is not a foreign key: a deleted account can come back. */
  homeTenantId: string | null;
  homeUserId: string | null;
  /** The user's manager, who may be deleted by now. */
  managerId: string | null;
}

/** A deleted user who can still be restored. */
export interface DeletedUserRow
  extends Pick<
    UserRow,
    'id' | 'tenantId' | 'displayName' | 'userPrincipalName' | 'signInName' | 'mail'
  > {
  deletedDateTime: string;
  /** JSON of `DeletedUserSnapshot`. */
  kept: string;
}
