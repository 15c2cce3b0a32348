import type {
  ResponseEnvelope,
  VerifiedAssertion,
  VerifiedResponse,
} from '../../../saml/response.ts';
import type { Moment } from '../../checking/instant-window.ts';
import type { PendingState } from '../../pending/pending-request.ts';

export type { Check, CheckInfo, Finding } from '../../checking/check.ts';

/** Our addresses, the identity provider that we trust, and the time. */
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

/** Before the signature is verified: these values may lead to a refusal and to nothing else. */
export interface EnvelopeSubject {
  readonly rules: Rules;
  readonly envelope: ResponseEnvelope;
  readonly schemaErrors: readonly string[];
}

export type Confirmation = VerifiedAssertion['subjectConfirmations'][number];

/** After the signature: the verified assertion, and what our database says about it. */
export interface AssertionSubject {
  readonly rules: Rules;
  /** Unverified unless `verified.envelope` is present. Only its InResponseTo is used, which must equal the signed one. */
  readonly envelope: ResponseEnvelope;
  readonly verified: VerifiedResponse;
  readonly assertion: VerifiedAssertion;
  /** The bearer confirmation that meets the rules, else the one that meets most of them; absent without any. */
  readonly confirmation: Confirmation | undefined;
  /** Validity of the certificate that signed. */
  readonly certificate: { readonly notBefore: Date; readonly notAfter: Date };
  /** Absent when the response answers no request. */
  readonly pending: PendingState | undefined;
  /** True when this very assertion was accepted before. */
  readonly seenBefore: boolean;
  /** E-mail address of the employee whose address is the NameID; absent when no employee has it. */
  readonly employee: string | undefined;
}
