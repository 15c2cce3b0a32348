/** Rows that a sign-in reads and writes; the conventions are in `../tables.ts`. */
export interface SignInTables {
  browserSession: BrowserSessionRow;
  sessionParticipant: SessionParticipantRow;
  signOut: SignOutRow;
  signOutParticipant: SignOutParticipantRow;
  challenge: ChallengeRow;
  pendingSignIn: PendingSignInRow;
  federationRequest: FederationRequestRow;
  secondFactor: SecondFactorRow;
  signInFailure: SignInFailureRow;
  webAuthnChallenge: WebAuthnChallengeRow;
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
  /** AuthnContextClassRef that a federated identity provider named. */
  federatedClassRef: string | null;
  lastSeen: string;
  expires: string;
  /** The sessions of one browser have the same; null: opened before there were several, and alone. */
  browserId: string | null;
}

/** An application that got an assertion in a browser session; the latest one counts. */
export interface SessionParticipantRow {
  /** `browserSession.idHash` */
  sessionHash: string;
  servicePrincipalId: string;
  /** ID of the assertion. */
  sessionIndex: string;
  /** As sent in the assertion. */
  nameId: string;
  nameIdFormat: string;
  spNameQualifier: string | null;
  issued: string;
}

/** A sign-out that was asked for. It stays for a day, so that its LogoutRequest is carried out once. */
export interface SignOutRow {
  /** SHA-256 of the id in the address of its page, in hex. */
  idHash: string;
  /** GUID */
  tenantId: string;
  /** Who was signed out; null until an account is picked. */
  userPrincipalName: string | null;
  correlationId: string;
  /** servicePrincipal that sent a LogoutRequest; null: the sign-out began here. */
  initiatorId: string | null;
  /** ID of that LogoutRequest. */
  logoutRequestId: string | null;
  /** SHA-256 of both, in hex, as a key: an ID may be longer than an index of PostgreSQL takes. */
  requestHash: string | null;
  relayState: string | null;
  /** A registered address to go to at the end. */
  returnTo: string | null;
  expires: string;
}

/** Another application of the session that ends. */
export interface SignOutParticipantRow {
  /** ID of the LogoutRequest to it. */
  requestId: string;
  /** `signOut.idHash` */
  signOutHash: string;
  position: number;
  servicePrincipalId: string;
  displayName: string;
  /** Carries the LogoutRequest; null: the application has no Logout Url. */
  url: string | null;
  /** A `ParticipantState`. */
  state: string;
  /** What the application answered, when it was no success. */
  detail: string | null;
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
  federatedClassRef: string | null;
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

/** What was sent to a user during a sign-in: a code, or the question whether it is them. */
export interface ChallengeRow {
  id: string;
  /** `pendingSignIn.idHash`: it counts for the sign-in that began it only, and ends with it. */
  signInHash: string;
  userId: string;
  /** Entra's name of the method (entra-saml.md 9.1). */
  authMethodId: string;
  /** `code`: to type on the page; `number`: to type on the phone; `call`: to confirm by a key. */
  kind: 'code' | 'number' | 'call';
  /** Telephone number, e-mail address, or the names of the phones. */
  sentTo: string;
  /** Display name of what the user signs in to. */
  application: string;
  /** The code or the number, which the lab shows; empty for a call. */
  secret: string;
  state: 'waiting' | 'approved' | 'denied' | 'reported' | 'used';
  expires: string;
}

/** An AuthnRequest to the identity provider of a federated domain that was not answered yet. */
export interface FederationRequestRow {
  /** ID of the AuthnRequest. */
  id: string;
  pendingIdHash: string;
  domain: string;
}

/** A challenge that waits for the answer of a security key or passkey. */
interface WebAuthnChallengeRow {
  /** SHA-256 of what it is for, in hex: one challenge at a time. */
  boundTo: string;
  /** base64url */
  challenge: string;
  /** Whose credential must answer; null: the credential says whose it is. */
  userId: string | null;
  expires: string;
}
