import type { KeyObject } from 'node:crypto';

/** Why a key must not verify signatures. */
export interface KeyFault {
  readonly code: 'key_type' | 'key_too_short' | 'key_too_long' | 'key_exponent';
  /** One sentence: what is wrong with the key of a certificate, and what to use instead. */
  readonly message: string;
}

/** NIST SP 800-131A: shorter RSA keys are not allowed. */
const MIN_RSA_BITS = 2048;
/** OpenSSL verifies with no longer one (OPENSSL_RSA_MAX_MODULUS_BITS). */
const MAX_RSA_BITS = 16_384;
/** FIPS 186-5 5.1: odd, more than 2^16. With 1, everybody can make a signature; with 3, a padding check that is off by a byte lets them. */
const MIN_EXPONENT = 65_537n;
/** OpenSSL's limit for long keys (OPENSSL_RSA_MAX_PUBEXP_BITS): a giant exponent makes each signature expensive to verify. */
const MAX_EXPONENT = 2n ** 64n;

/** P-256, P-384 and P-521 by OpenSSL's names: the curves of XML Signature 1.1 6.4.3 and 4.5.2.3.1. */
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

const faults = new WeakMap<KeyObject, KeyFault | null>();

/**
 * What forbids to trust signatures by this public key; undefined for RSA of 2048 bits or more with the exponent 65537 or a larger odd one,
 * and for EC on P-256, P-384 or P-521. Cached, because Node exports the key for each call.
 */
export function keyFault(key: KeyObject): KeyFault | undefined {
  const known = faults.get(key);
  if (known !== undefined) return known ?? undefined;
  const fault = findFault(key);
  faults.set(key, fault ?? null);
  return fault;
}

function findFault({ asymmetricKeyType: type, asymmetricKeyDetails }: KeyObject) {
  const {
    modulusLength = 0,
    publicExponent = 0n,
    namedCurve = 'unknown',
  } = asymmetricKeyDetails ?? {};
  if (type === 'ec')
    return curves.has(namedCurve) ? undefined : wrongType(`EC on the curve ${namedCurve}`);
  if (type !== 'rsa') return wrongType(type ?? 'unknown');
  return sizeFault(modulusLength) ?? exponentFault(publicExponent);
}

const wrongType = (found: string): KeyFault => ({
  code: 'key_type',
  message: `The key of this certificate is ${found}, and signatures by it are not verified here. Use a certificate with an RSA key, or an EC key on P-256, P-384 or P-521.`,
});

function sizeFault(bits: number): KeyFault | undefined {
  if (bits < MIN_RSA_BITS)
    return {
      code: 'key_too_short',
      message: `The RSA key of this certificate has ${bits} bits, so its signatures can be forged. Use a certificate with a key of 2048 bits or more.`,
    };
  if (bits <= MAX_RSA_BITS) return undefined;
  return {
    code: 'key_too_long',
    message: `The RSA key of this certificate has ${bits} bits, more than the ${MAX_RSA_BITS} that can be verified. Use a certificate with a key of 2048 to 4096 bits.`,
  };
}

function exponentFault(exponent: bigint): KeyFault | undefined {
  if (exponent >= MIN_EXPONENT && exponent <= MAX_EXPONENT && exponent % 2n === 1n)
    return undefined;
  const found = exponent <= MAX_EXPONENT ? exponent : 'longer than 64 bits';
  const message = `The public exponent of the RSA key of this certificate is ${found}, which is not safe. Use a certificate with the usual exponent, 65537.`;
  return { code: 'key_exponent', message };
}
