import { createHash, verify as cryptoVerify, type KeyObject, timingSafeEqual } from 'node:crypto';
import { cryptoKey, keyType } from './algorithms.ts';
import {
  canonicalize,
  childrenNamed,
  detachAndCanonicalize,
  type Element,
  trimmedText,
  type XmlDocument,
} from './dom.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { readSignatureProfile, type SignatureProfile } from './signature-profile.ts';
import { keyFault } from './verification-key.ts';

export interface TrustedKey {
  readonly publicKey: KeyObject;
  /** SHA-1 of the certificate, 40 upper-case hex digits; reported in the result, not used to verify. */
  readonly thumbprint: string;
}

export interface VerifyOptions {
  certificates: readonly TrustedKey[];
  /** Default false. Entra can still be configured to sign with SHA-1 (entra-saml.md 2.3). */
  allowSha1?: boolean;
}

export interface VerifiedElement {
  /** The canonical bytes that the signature covers, without the Signature: only these may be read from now on. */
  readonly bytes: Buffer;
  /** URI of the signature method. */
  readonly algorithm: string;
  readonly thumbprint: string;
}

/** The enveloped signature of an element, if any. @throws {SamlError} `signature_profile` for more than one */
export function signatureOf(e: Element): Element | undefined {
  const [signature, ...more] = childrenNamed(e, ns.dsig, 'Signature');
  if (more.length > 0)
    throw new SamlError('signature_profile', `The ${e.name} has more than one Signature.`);
  return signature;
}

/**
 * Verifies the enveloped signature of the root element, or of an element below it, by one of the configured keys.
 * Removes both `signed` and `signature` from their document.
 *
 * @throws {SamlError} `signature_profile`, `algorithm_not_allowed`, `too_large`, `untrusted_key`, `signature_invalid`
 */
export function verifyEnveloped(
  document: XmlDocument,
  signed: Element,
  signature: Element,
  { certificates, allowSha1 = false }: VerifyOptions,
): VerifiedElement {
  const profile = readSignatureProfile(signature, signed, { allowSha1 });
  const { thumbprint } =
    signingKey(profile, certificates) ?? untrusted(certificates, sentCertificate(signature));
  signature.remove();
  const bytes = signed.parent ? detachAndCanonicalize(signed) : canonicalize(document);
  const digest = createHash(profile.digest).update(bytes).digest();
  if (!equal(digest, profile.digestValue))
    throw new SamlError(
      'signature_invalid',
      'The signature was made by the right key, but over other content: the message was changed after it was signed.',
      `DigestValue ${profile.digestValue.toString('base64')}, computed ${digest.toString('base64')}`,
    );
  return { bytes, algorithm: profile.algorithm.uri, thumbprint };
}

function signingKey(
  profile: SignatureProfile,
  certificates: readonly TrustedKey[],
): TrustedKey | undefined {
  const { algorithm, signedInfo, signatureValue } = profile;
  return (
    certificates
      // The method must match the key type: no HMAC with a public key, no RSA value read as ECDSA.
      .filter(({ publicKey }) => keyType(publicKey) === algorithm.keyType && !keyFault(publicKey))
      .find(({ publicKey }) =>
        cryptoVerify(algorithm.digest, signedInfo, cryptoKey(publicKey, algorithm), signatureValue),
      )
  );
}

function untrusted(certificates: readonly TrustedKey[], sent: string): never {
  const unusable = certificates.flatMap(notTried);
  throw new SamlError(
    'untrusted_key',
    certificates.length === 0
      ? 'No certificate is configured, so no signature can be trusted.'
      : ['None of the configured certificates verifies the signature.', ...unusable].join(' '),
    sent,
  );
}

/** Says which key is not tried: it was stored before its fault was a reason to refuse it. */
function notTried({ publicKey, thumbprint }: TrustedKey): string[] {
  const fault = keyFault(publicKey);
  return fault ? [`Certificate ${thumbprint} is not used: ${fault.message}`] : [];
}

/** Base64 of the first certificate in KeyInfo, which is never used as a key (SAML Core 5.4.5); may be empty. */
function sentCertificate(signature: Element): string {
  const [certificate] = childrenNamed(signature, ns.dsig, 'KeyInfo')
    .flatMap((keyInfo) => childrenNamed(keyInfo, ns.dsig, 'X509Data'))
    .flatMap((data) => childrenNamed(data, ns.dsig, 'X509Certificate'));
  return trimmedText(certificate) ?? '';
}

const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
