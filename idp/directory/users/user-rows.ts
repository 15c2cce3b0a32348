/** Rows about users; the conventions are those of `tables.ts`. */
export interface UserTables {
  directoryUser: UserRow;
  deletedUser: DeletedUserRow;
  signInFailure: SignInFailureRow;
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
  /** The part before the @ of addresses that are made for the user. */
  mailNickname: string;
  /** `Member` or `Guest`, see `user-type.ts`. */
  userType: string;
  accountEnabled: number;
  passwordHash: string;
  createdDateTime: string;
}

/** Who was deleted and can still be restored. */
export interface DeletedUserRow
  extends Pick<
    UserRow,
    'id' | 'tenantId' | 'displayName' | 'userPrincipalName' | 'signInName' | 'mail'
  > {
  deletedDateTime: string;
  /** JSON of `KeptUser`, see `deleted-users.ts`. */
  kept: string;
}

/** What smart lockout knows of a user; no row as long as nothing went wrong. */
export interface SignInFailureRow {
  userId: string;
  /** `password` or `code` */
  factor: string;
  /** In a row. */
  failures: number;
  /** JSON list: what the last wrong passwords derive to, newest first. */
  recent: string;
  lockedUntil: string | null;
}
