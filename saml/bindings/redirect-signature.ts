import { type KeyObject, verify } from 'node:crypto';
import { cryptoKey, keyType, signatureAlgorithm } from '../algorithms.ts';
import { SamlError } from '../errors.ts';
import { keyFault } from '../verification-key.ts';
import { decodeParameter, rawParameters } from './raw-query.ts';
import type { RedirectParameter } from './redirect.ts';

export interface RedirectSignatureOptions {
  parameter: RedirectParameter;
  /** The sender's keys; this binding has no KeyInfo. */
  publicKeys: readonly KeyObject[];
  allowSha1?: boolean;
}

/**
 * Verifies a query signature over the octets as received (SAML Bindings 3.4.4.1): re-encoding would break senders that use lower-case
 * escapes, as Entra does (entra-saml.md 4).
 *
 * @param rawQuery the query string, without `?`, not decoded.
 * @returns the key that made the signature.
 * @throws {SamlError} `signature_missing`, `signature_profile` (a repeated parameter), `algorithm_not_allowed`,
 *   `signature_invalid`
 */
export function verifyRedirectSignature(
  rawQuery: string,
  options: RedirectSignatureOptions,
): KeyObject {
  const { parameter, publicKeys, allowSha1 = false } = options;
  const raw = rawParameters(rawQuery);
  const signature = raw.get('Signature');
  const sigAlg = raw.get('SigAlg');
  if (!signature || !sigAlg)
    throw new SamlError('signature_missing', 'The query has no Signature and SigAlg parameters.');

  const algorithm = signatureAlgorithm(decodeParameter(sigAlg));
  if (!algorithm || (algorithm.digest === 'sha1' && !allowSha1))
    throw new SamlError(
      'algorithm_not_allowed',
      `SigAlg ${decodeParameter(sigAlg)} is not allowed.`,
    );

  const signed = [parameter, 'RelayState', 'SigAlg']
    .filter((name) => raw.has(name))
    .map((name) => `${name}=${raw.get(name)}`)
    .join('&');
  const value = Buffer.from(decodeParameter(signature), 'base64');
  const verified = publicKeys
    .filter((key) => keyType(key) === algorithm.keyType && !keyFault(key))
    .find((key) => verify(algorithm.digest, Buffer.from(signed), cryptoKey(key, algorithm), value));
  if (!verified)
    throw new SamlError(
      'signature_invalid',
      'The signature of the query is not by a known key, or the query was changed after it was signed.',
    );
  return verified;
}
