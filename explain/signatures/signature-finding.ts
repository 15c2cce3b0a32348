import type { KeyObject } from 'node:crypto';
import { type Certificate, readCertificate, thumbprint } from '../../certs/certificate.ts';
import { SamlError } from '../../saml/errors.ts';
import { type ExaminedSignature, examineSignatures } from '../../saml/examine-signatures.ts';

/** A certificate for people. */
export interface NamedCertificate {
  readonly subject: string;
  /** SHA-1, 40 upper-case hex digits. */
  readonly thumbprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What is known of one Signature of a message. */
export interface SignatureFinding {
  /** Of the element that it is in. */
  readonly parent: string;
  readonly examined: ExaminedSignature;
  /** In KeyInfo; anybody can put any certificate there. */
  readonly inside: NamedCertificate | undefined;
  /** The given certificate whose key made the SignatureValue. */
  readonly signer: NamedCertificate | undefined;
  /** The key of the certificate inside made the SignatureValue. */
  readonly byInside: boolean;
  /**
   * `valid`: by a given certificate. `consistent`: by the certificate inside, which proves nothing. `changed`: the content is not what was signed.
   * `other-key`: by none of the given certificates. `broken`: by neither the given ones nor the one inside. `unknown`: cannot be computed.
   */
  readonly verdict: 'valid' | 'consistent' | 'changed' | 'other-key' | 'broken' | 'unknown';
}

export const named = (certificate: Certificate): NamedCertificate => ({
  subject: certificate.subject,
  thumbprint: thumbprint(certificate),
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
});

/** Every enveloped Signature of a message, judged with the given certificates; none when the message has no canonical form. */
export function signatureFindings(
  xml: Uint8Array,
  given: readonly Certificate[],
): SignatureFinding[] {
  try {
    return examineSignatures(xml).map((examined) => finding(examined, given));
  } catch (error) {
    if (error instanceof SamlError) return [];
    throw error;
  }
}

function finding(examined: ExaminedSignature, given: readonly Certificate[]): SignatureFinding {
  const inside = certificateInside(examined.certificate);
  const made = ({ publicKey }: { publicKey: KeyObject }) => examined.madeBy(publicKey);
  const signer = given.find((each) => made(each) === true);
  const byInside = inside !== undefined && made(inside) === true;
  const facts = { examined, signer, byInside, given: given.length, inside };
  return {
    parent: examined.parent,
    examined,
    inside: inside && named(inside),
    signer: signer && named(signer),
    byInside,
    verdict: verdictOf(facts),
  };
}

function verdictOf({
  examined,
  signer,
  byInside,
  given,
  inside,
}: {
  examined: ExaminedSignature;
  signer: Certificate | undefined;
  byInside: boolean;
  given: number;
  inside: Certificate | undefined;
}): SignatureFinding['verdict'] {
  const known = signer !== undefined || byInside;
  if (known && examined.digest === 'differs') return 'changed';
  if (examined.digest === 'unknown') return 'unknown';
  if (signer) return 'valid';
  if (given > 0 && (byInside || !inside)) return 'other-key';
  if (byInside) return 'consistent';
  if (inside) return 'broken';
  return 'unknown';
}

function certificateInside(base64: string): Certificate | undefined {
  if (base64 === '') return undefined;
  try {
    return readCertificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** The certificate in KeyInfo of the first Signature that has one. */
export const insideOf = (findings: readonly SignatureFinding[]): Certificate | undefined =>
  findings.map(({ examined }) => certificateInside(examined.certificate)).find(Boolean);
