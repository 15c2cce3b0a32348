/** The request of an attempt with one change, which cures AADSTS75011 (entra-saml.md 10.2). */
export interface CuredRequest {
  change: 'no-requested-authn-context' | 'force-authn';
  /** Where it is sent: an address of this site. */
  action: string;
  xml: string;
  relayState: string | undefined;
}

/** What the error page shows beside AADSTS75011. */
export interface MethodMismatch {
  /** How the user signed in: the words of the message, and Entra's names of the methods. */
  used: { words: string; methods: readonly string[] };
  /** What the request asked for: the words of the message, and the classes. */
  asked: { words: string; classRefs: readonly string[] };
  cures: readonly CuredRequest[];
}
