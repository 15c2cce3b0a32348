/**
 * A Response as data. Cases change one field of a valid one, or edit the XML from `renderResponse`. Strings of XML are inserted unchanged,
 * so that a case can contain XML that no serialiser would write.
 */
import type { KeyObject } from 'node:crypto';

/**
 * The hostile marker: the attacker's account, for which the identity provider signs too. A session for it, or a page that shows it, is the
 * worst outcome unless it was signed. The attacker's forgeries name the test user where possible (`forged` of a run).
 */
export const hostileIdentity = 'hostile@example.test';

export interface SigningIdentity {
  readonly privateKey: KeyObject;
  /** DER, base64 on one line. */
  readonly certificateBase64: string;
}

/** Keys and names that a run may use; everything is made per installation. */
export interface Cast {
  /** The identity provider that the service provider trusts. */
  readonly idp: SigningIdentity;
  /** Also in the metadata, if the target was set up so. */
  readonly idpSecondKey?: SigningIdentity | undefined;
  readonly idpEcKey?: SigningIdentity | undefined;
  /** An untrusted key, whose certificate has the same subject as the trusted one. */
  readonly stranger: SigningIdentity;
  readonly secondIdp?: { readonly entityId: string; readonly key: SigningIdentity } | undefined;
  /** The service provider's encryption certificates: DER, base64. */
  readonly encryptionCertificates: readonly string[];
}

export interface ResponseSpec {
  readonly cast: Cast;
  /** Makes IDs, `_` + 32 hex digits. */
  readonly newId: () => string;
  readonly now: Date;
  /** The service provider. */
  readonly sp: { readonly entityId: string; readonly acs: string };
  /** ID of the request that this answers; undefined for an unsolicited response. */
  readonly inResponseTo: string | undefined;
  readonly relayState: string | undefined;

  readonly response: {
    readonly id: string;
    readonly version: string | undefined;
    readonly issueInstant: string | undefined;
    readonly destination: string | undefined;
    readonly inResponseTo: string | undefined;
    /** XML of the Issuer element; undefined omits it. */
    readonly issuer: string | undefined;
    /** XML between Issuer (and Signature) and Status. */
    readonly extensions: string;
    /** XML of the Status element; undefined omits it. */
    readonly status: string | undefined;
  };
  readonly assertion: {
    readonly id: string;
    readonly version: string | undefined;
    readonly issueInstant: string | undefined;
    readonly issuer: string | undefined;
    /** XML of the NameID element. */
    readonly nameId: string;
    readonly nameIdValue: string;
    /** XML of the SubjectConfirmation elements. */
    readonly confirmations: string;
    readonly conditions: {
      readonly notBefore: string | undefined;
      readonly notOnOrAfter: string | undefined;
      /** XML of the content. */
      readonly content: string;
    };
    /** XML of the AttributeStatement elements. */
    readonly attributes: string;
    /** XML of the AuthnStatement elements. */
    readonly authnStatements: string;
  };
}
