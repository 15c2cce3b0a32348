/** The rules of the strict service provider. A flawed one lacks exactly one of them. */

/** What each rule demands, with the clause it comes from. */
export const rules = {
  // The form
  'form-method': 'A Response arrives by POST only (SAML Profiles 4.1.2).',
  'form-content-type': 'A Response arrives in a URL-encoded form (SAML Bindings 3.5.4).',
  'form-single-field': 'The form has exactly one SAMLResponse field (SAML Bindings 3.5.4).',
  'form-size': 'A form over 1 MB is refused before it is read.',
  // The document
  'utf8-valid': 'The bytes are valid UTF-8 (XML 1.0 4.3.3).',
  'no-doctype': 'The document has no DOCTYPE (IIP-G03).',
  'well-formed': 'Warnings of the parser are errors (XML 1.0 2.1).',
  'one-root': 'The document has one root element and nothing after it but comments (XML 1.0 2.1).',
  'bounded-depth': 'Elements nest at most 60 deep.',
  'bounded-attributes': 'An element has at most 100 attributes and namespace declarations.',
  'no-instructions': 'The document has no processing instructions.',
  'whole-text':
    'The value of an element is all of its text, across comments and CDATA (VU#475445).',
  'saml-namespace': 'Elements are found by namespace and local name (SAML Core 1.1).',
  'unique-id': 'An ID occurs once in the document, as an unprefixed attribute (SAML Core 1.3.4).',
  'relative-namespace':
    'A relative namespace URI is refused: it cannot be canonicalised (Canonical XML 1.0 1.3).',
  // The signature
  'signature-required': 'The Response or the Assertion is signed (SAML Profiles 4.1.4.5).',
  'every-signature': 'Every Signature in the document is verified, and all must hold.',
  'signature-parent':
    'A Signature is a child of the Response or Assertion that it signs (SAML Core 5.4.2).',
  'one-signed-info': 'A Signature has one SignedInfo (XML Signature 4.1).',
  'one-reference': 'SignedInfo has one Reference (SAML Core 5.4.2).',
  'reference-to-parent':
    'The Reference is # and the ID of the parent of the Signature (SAML Core 5.4.2).',
  'transforms-allowed':
    'Transforms are enveloped-signature and exclusive C14N only (SAML Core 5.4.4).',
  'two-transforms': 'There are at most two Transforms, of at most 2 KB.',
  'signature-algorithm':
    'The signature method is RSA or ECDSA with SHA-256 or stronger (SDP-ALG01).',
  'digest-algorithm': 'The digest method is SHA-256 or stronger (IIP-ALG08).',
  'key-type': 'A public key is never used as the secret of an HMAC (GHSA-m5mw-mr39-66vp).',
  'no-object': 'A Signature has no Object (SAML Errata E91).',
  'plain-digest-text': 'Base64 in a Signature is text without comments (CVE-2025-29775).',
  'own-digest-value': 'The DigestValue is read from the verified SignedInfo (CVE-2024-45409).',
  'trusted-key': 'Only keys of the configured identity provider verify (SAML Core 5.4.5).',
  'signature-value': 'The SignatureValue is verified (XML Signature 3.2.2).',
  'digest-value': 'The DigestValue is compared (XML Signature 3.2.1).',
  'read-what-was-signed':
    'An Assertion counts if its own Signature, or the one of the Response, covers it.',
  'assertion-by-path':
    'The Assertion is the only child of its kind of the Response; none is looked for elsewhere.',
  'key-of-issuer': 'The key belongs to the identity provider that the Response names.',
  // The protocol
  'response-version': 'Version of the Response is 2.0 (SAML Core 3.2.2).',
  'assertion-version': 'Version of the Assertion is 2.0 (SAML Core 2.3.3).',
  'issue-instant-format': 'IssueInstant is a UTC time (SAML Core 1.3.3).',
  'issue-instant-window': 'IssueInstant is at most 10 minutes old or 3 minutes ahead.',
  'destination-present': 'A signed Response names its Destination (SAML Bindings 3.5.5.2).',
  'destination-equal':
    'Destination is the address of the assertion consumer service (SAML Bindings 3.5.5.2).',
  'destination-whole': 'Destination is compared whole, not by its beginning.',
  'response-issuer-present': 'A signed Response has an Issuer (SAML Profiles 4.1.4.2).',
  'response-issuer':
    'The Issuer of the Response, where given, is the identity provider (SAML Profiles 4.1.4.2).',
  'assertion-issuer-present': 'The Assertion has an Issuer (SAML Core 2.3.3).',
  'assertion-issuer':
    'The Issuer of the Assertion is the identity provider (SAML Profiles 4.1.4.2).',
  'issuer-format': 'An Issuer has no Format but entity (SAML Profiles 4.1.4.2).',
  'status-present': 'The Response has a Status (SAML Core 3.2.2).',
  'status-success': 'The Status is Success (SAML Core 3.2.2.2).',
  'one-assertion': 'The Response has exactly one Assertion.',
  'encrypted-or-plain': 'Plain and encrypted assertions are not mixed.',
  'unsigned-beside-signed': 'An unsigned Assertion beside a signed one is refused.',
  'enc-signed':
    'An encrypted Assertion counts only if it or its Response is signed (SAML Profiles 4.1.4.5).',
  'enc-key-transport': 'Key transport is RSA-OAEP (IIP-ALG08).',
  'enc-uniform': 'Every failure to decrypt gets the same answer (SAML Errata E93).',
  // InResponseTo
  'irt-present': 'The Response answers a request: InResponseTo is there (SAML Profiles 4.1.4.3).',
  'irt-known': 'InResponseTo is the ID of a request that is pending (SAML Profiles 4.1.4.3).',
  'irt-once': 'A request is answered once.',
  'irt-same-browser': 'The request was started in this browser.',
  'irt-everywhere':
    'SubjectConfirmationData answers the same request as the Response (SAML Profiles 4.1.4.3).',
  // Conditions, subject, statements
  'not-before': 'Conditions NotBefore has passed, with 3 minutes of skew (SAML Core 2.5.1.2).',
  'not-on-or-after':
    'Conditions NotOnOrAfter is ahead, with 3 minutes of skew (SAML Core 2.5.1.2).',
  'unknown-condition':
    'A condition that is not understood makes the Assertion invalid (SAML Core 2.5.1.1).',
  'audience-present': 'There is an AudienceRestriction (SAML Profiles 4.1.4.2).',
  'audience-equal': 'An Audience is this service provider (SAML Core 2.5.1.4).',
  'audience-whole': 'Audience is compared whole.',
  'audience-every': 'Every AudienceRestriction names this service provider (SAML Errata E46).',
  'confirmation-present': 'The Subject has a SubjectConfirmation (SAML Profiles 4.1.4.2).',
  'confirmation-bearer': 'A SubjectConfirmation has the method bearer (SAML Profiles 4.1.4.2).',
  'recipient-present': 'Recipient is there (SAML Profiles 4.1.4.2).',
  'recipient-equal':
    'Recipient is the address of the assertion consumer service (SAML Profiles 4.1.4.3).',
  'recipient-whole': 'Recipient is compared whole.',
  'confirmation-expiry-present':
    'SubjectConfirmationData has NotOnOrAfter (SAML Profiles 4.1.4.2).',
  'confirmation-expiry':
    'NotOnOrAfter of SubjectConfirmationData is ahead (SAML Profiles 4.1.4.3).',
  'confirmation-not-before': 'SubjectConfirmationData has no NotBefore (SAML Profiles 4.1.4.2).',
  'one-confirmation': 'One SubjectConfirmation satisfies every rule by itself (SAML Core 2.4.1).',
  'authn-statement': 'The Assertion has an AuthnStatement (SAML Profiles 4.1.4.2).',
  'authn-instant-future': 'AuthnInstant is not ahead of the clock.',
  'authn-instant-fresh':
    'After ForceAuthn, AuthnInstant is not before the request (SAML Core 3.4.1).',
  'authn-context': 'The class of authentication is the one asked for (SAML Core 3.3.2.2.1).',
  'session-expiry': 'SessionNotOnOrAfter is ahead (SAML Core 2.7.2).',
  'attribute-name': 'Attributes are read by Name, never by FriendlyName (IIP-SP11).',
  replay: 'An Assertion opens one session (SAML Profiles 4.1.4.5).',
  'known-user': 'The NameID is compared by code points, without regard to ASCII case.',
  // Session and pages
  'new-session-id': 'A sign-in gets a new session id.',
  'own-session-id': 'A session id that the browser made up is not taken.',
  'local-relay-state': 'RelayState leads to a path of this site only (SAML Errata E90).',
  'escaped-relay-state': 'RelayState is escaped on pages.',
  'escaped-error': 'What a message says is escaped on the error page.',
  'logout-ends-session': 'Signing out ends the session on the server.',
  // Logout
  'logout-signed': 'A LogoutRequest is signed (SAML Profiles 4.4.4.1).',
  'logout-issuer': 'A LogoutRequest comes from the identity provider of the session.',
  'logout-name-id': 'A LogoutRequest ends sessions of its NameID only (SAML Profiles 4.4.4.1).',
  'logout-qualifier':
    'NameQualifier and SPNameQualifier are those of the sign-in (SAML Core 3.3.4).',
  'logout-session-index': 'With a SessionIndex it ends that session only (SAML Core 3.7.1).',
  'logout-expiry': 'NotOnOrAfter of a LogoutRequest is ahead (SAML Core 3.7.1).',
  'logout-replay': 'A LogoutRequest is taken once.',
  'logout-algorithm': 'SigAlg of a query is RSA with SHA-256 or stronger (SAML Bindings 3.4.4.1).',
  'logout-query-signature':
    'The signature of a query verifies, over RelayState too (SAML Bindings 3.4.4.1).',
  'logout-raw-query':
    'The signature of a query is verified over its octets as they were sent (SAML Bindings 3.4.4.1).',
  'logout-response-irt':
    'A LogoutResponse answers a LogoutRequest that is pending (SAML Profiles 4.4.4.2).',
  'logout-response-signed': 'A LogoutResponse is signed (SAML Profiles 4.4.4.2).',
} as const;

export type Rule = keyof typeof rules;

/** A message that breaks a rule. */
export class Refusal extends Error {
  readonly rule: Rule;

  constructor(rule: Rule, found: string) {
    super(`${rules[rule]} ${found}`);
    this.name = 'Refusal';
    this.rule = rule;
  }
}

/** The rules in force: all, or all but one. */
export interface RuleBook {
  has(rule: Rule): boolean;
  /** @throws {Refusal} when the rule is in force and does not hold. */
  require(rule: Rule, holds: boolean, found?: string): void;
}

export function ruleBook(without?: Rule): RuleBook {
  const has = (rule: Rule) => rule !== without;
  return {
    has,
    require(rule, holds, found = '') {
      if (!holds && has(rule)) throw new Refusal(rule, found);
    },
  };
}
