/**
 * A Response as data. Cases change one field of an honest one, or edit the XML that `renderResponse` makes of it. Strings of
 * XML are put in as they are: a catalogue must be able to say things that no serialiser would.
 */
import type { KeyObject } from 'node:crypto';

/**
 * The attacker, for whom the identity provider signs too. Of what nobody signed for it, a session or a page that shows it is the worst
 * verdict; what it forges names the honest identity where that can be (`forged` of a run).
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
  /** Also in the metadata, where the target was set up so. */
  readonly idpSecondKey?: SigningIdentity | undefined;
  readonly idpEcKey?: SigningIdentity | undefined;
  /** A key that nobody trusts; its certificate has the subject of the honest one. */
  readonly stranger: SigningIdentity;
  readonly secondIdp?: { readonly entityId: string; readonly key: SigningIdentity } | undefined;
  /** The service provider's encryption certificates: DER, base64. */
  readonly encryptionCertificates: readonly string[];
}

export interface ResponseSpec {
  readonly cast: Cast;
  /** A source of IDs, `_` + 32 hex digits; seeded, so that a run can be repeated. */
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
    /** XML of the Issuer element; undefined leaves it out. */
    readonly issuer: string | undefined;
    /** XML between Issuer (and Signature) and Status. */
    readonly extensions: string;
    /** XML of the Status element; undefined leaves it out. */
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
      /** XML of what is inside. */
      readonly content: string;
    };
    /** XML of the AttributeStatement elements. */
    readonly attributes: string;
    /** XML of the AuthnStatement elements. */
    readonly authnStatements: string;
  };
}
