/** Rows about how users can sign in; the conventions are in `../tables.ts`. */
export interface AuthenticationMethodTables {
  authenticationMethod: AuthenticationMethodRow;
}

/** One registered method of a user, other than the password and the app that shows codes. */
export interface AuthenticationMethodRow {
  id: string;
  userId: string;
  /** A name of `MethodProperties`. */
  type: string;
  /** JSON of the properties of that type. */
  properties: string;
  createdDateTime: string;
}
