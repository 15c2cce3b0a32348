const MINUTE = 60_000;

/** Entra stamps the token some 90 to 150 ms before it writes IssueInstant (entra-saml.md 2.2); in milliseconds. */
const TOKEN_BEFORE_ISSUE = 120;

export interface Validity {
  notBefore: Date;
  /** The same instant in Conditions and in SubjectConfirmationData. */
  notOnOrAfter: Date;
}

/** The window seen on the wire from 2021 to 2025: five minutes back, an hour ahead (entra-saml.md 2.2). */
export function validityAt(issueInstant: Date): Validity {
  const token = issueInstant.getTime() - TOKEN_BEFORE_ISSUE;
  return {
    notBefore: new Date(token - 5 * MINUTE),
    notOnOrAfter: new Date(token + 60 * MINUTE),
  };
}
