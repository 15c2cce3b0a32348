import type {
  ResponseEnvelope,
  VerifiedAssertion,
  VerifiedResponse,
} from '../../../saml/response.ts';
import type { Moment } from '../../checking/instant-window.ts';
import type { PendingState } from '../../pending/pending-request.ts';

export type { Check, CheckInfo, Finding } from '../../checking/check.ts';

/** What we are, whom we trust, and what time it is. */
export interface Rules extends Moment {
  /** Our entity ID. */
  readonly entityId: string;
  /** Our assertion consumer service: Destination and Recipient must be exactly this. */
  readonly acsUrl: string;
  readonly idpEntityId: string;
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
