/** A way to sign in at the application to which the SCIM server belongs, as a user whom the check provisioned. */
export interface SignInDoor {
  /** Sends a valid response with this NameID in a fresh browser. */
  signIn(nameId: string): Promise<TriedSession>;
}

export interface TriedSession {
  readonly signedIn: boolean;
  /** What the whoami URL shows: whose session it is. */
  readonly who: string;
  /** What happened, in one sentence. */
  readonly words: string;
  /** Whether the same browser is still signed in. */
  stillSignedIn(): Promise<boolean>;
}
