/** Rows that a sign-in reads and writes; the conventions are in `../tables.ts`. */
export interface SignInTables {
  browserSession: BrowserSessionRow;
  pendingSignIn: PendingSignInRow;
  secondFactor: SecondFactorRow;
  signInFailure: SignInFailureRow;
}

export interface BrowserSessionRow {
  /** SHA-256 of the cookie, in hex, so that a copy of the database opens no session. */
  idHash: string;
  userId: string;
  persistent: number;
  /** When the first method was checked: AuthnInstant of every assertion made from this session. */
  authnInstant: string;
  /** JSON list of `AuthenticationMethodMode`, in the order in which they were used. */
  methods: string;
  lastSeen: string;
  expires: string;
}

export interface PendingSignInRow {
  /** SHA-256 of the form's `ctx`, in hex. */
  idHash: string;
  /** SHA-256 of the browser's `esctx` cookie: only the browser that began the sign-in may finish it. */
  browserHash: string;
  /** GUID, or `common`. */
  tenantId: string;
  /** JSON: what follows the sign-in. */
  continuation: string;
  /** Set by the first method, until "Stay signed in?" is answered. */
  userId: string | null;
  authnInstant: string | null;
  /** JSON list of `AuthenticationMethodMode`: those given so far. */
  methods: string;
  /** Whether the session is persistent, if the user was signed in already; null: "Stay signed in?" asks. */
  persistent: number | null;
  expires: string;
}

export interface SecondFactorRow {
  userId: string;
  /** Shared secret of RFC 6238 in base32, as authenticator apps take it. */
  secret: string;
  /** The last step of RFC 6238 whose code was accepted; null before the first. */
  lastStep: number | null;
}

/** The failures that smart lockout counts; a user without failures has no row. */
export interface SignInFailureRow {
  userId: string;
  /** `password` or `code` */
  factor: string;
  /** Consecutive. */
  failures: number;
  /** JSON list: the derived keys of the last wrong passwords, newest first. */
  recent: string;
  lockedUntil: string | null;
}
