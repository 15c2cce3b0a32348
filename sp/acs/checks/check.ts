import type {
  ResponseEnvelope,
  VerifiedAssertion,
  VerifiedResponse,
} from '../../../saml/response.ts';

/** What every check is called, and what a person does when it fails. */
export interface CheckInfo {
  /** Stable and machine-readable; programs compare it. */
  readonly name: string;
  /** True when the check passes. */
  readonly title: string;
  /** True when it fails: the headline of a refusal. */
  readonly fault: string;
  readonly clause: string;
  /** Default advice; a finding can give a better one. */
  readonly whatToDo: string;
}

/** What one check saw. `expected` and `found` are short texts for people. */
export interface Finding {
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
  readonly whatToDo?: string;
}

/** One rule: pure, given everything it may look at. A check that throws counts as failed: it fails closed. */
export interface Check<Subject> extends CheckInfo {
  readonly run: (subject: Subject) => Finding;
}

/** What we are, whom we trust, and what time it is. */
export interface Rules {
  /** Our entity ID. */
  readonly entityId: string;
  /** Our assertion consumer service: Destination and Recipient must be exactly this. */
  readonly acsUrl: string;
  readonly idpEntityId: string;
  readonly now: Date;
  /** `now` and `skewSeconds` as findings show them: `2026-01-31T08:00:00.000Z (our clock, 180 s of skew allowed)`. */
  readonly shownNow: string;
  readonly skewSeconds: number;
  readonly allowUnsolicited: boolean;
  readonly allowExpiredCertificate: boolean;
  /** Of the browser that posted the response. */
  readonly clientAddress: string;
}

/** Before the signature: nothing of this is verified, so it may lead to a refusal and to nothing else. */
export interface EnvelopeSubject {
  readonly rules: Rules;
  readonly envelope: ResponseEnvelope;
  readonly schemaErrors: readonly string[];
}

/** The request that a response says it answers, as we remember it. */
export type PendingState =
  | { readonly state: 'unknown' | 'expired' | 'used' | 'other_browser' | 'other_company' }
  | {
      readonly state: 'waiting';
      readonly issuedAt: Date;
      readonly forceAuthn: boolean;
      readonly requestedAuthnContext: string | null;
    };

export type Confirmation = VerifiedAssertion['subjectConfirmations'][number];

/** After the signature: the verified assertion, and what our own database says about it. */
export interface AssertionSubject {
  readonly rules: Rules;
  /** Unverified unless `verified.envelope` is present; read for InResponseTo, which must equal the signed one. */
  readonly envelope: ResponseEnvelope;
  readonly verified: VerifiedResponse;
  readonly assertion: VerifiedAssertion;
  /** The bearer confirmation that meets the rules, else the one that meets most of them; absent when there is none. */
  readonly confirmation: Confirmation | undefined;
  /** Validity of the certificate that signed. */
  readonly certificate: { readonly notBefore: Date; readonly notAfter: Date };
  /** Absent when the response answers no request. */
  readonly pending: PendingState | undefined;
  /** True when this very assertion was accepted before. */
  readonly seenBefore: boolean;
  /** E-mail address of the employee whose address is the NameID; absent when there is none. */
  readonly employee: string | undefined;
}
