import { type KeyObject, verify } from 'node:crypto';
import { cryptoKey, signatureAlgorithm } from '../algorithms.ts';
import { SamlError } from '../errors.ts';
import type { RedirectParameter } from './redirect.ts';

export interface RedirectSignatureOptions {
  parameter: RedirectParameter;
  /** The sender's keys; KeyInfo does not exist in this binding. */
  publicKeys: readonly KeyObject[];
  allowSha1?: boolean;
}

/**
 * Verifies a query signature over the octets as they came in (SAML Bindings 3.4.4.1): re-encoding them would break senders
 * that use lower-case escapes, as Entra does (entra-saml.md 4).
 *
 * @param rawQuery the query string, without `?`, not decoded.
 * @throws {SamlError} `signature_missing`, `signature_profile` (a parameter stands twice), `algorithm_not_allowed`,
 *   `signature_invalid`
 */
export function verifyRedirectSignature(rawQuery: string, options: RedirectSignatureOptions): void {
  const { parameter, publicKeys, allowSha1 = false } = options;
  const raw = rawParameters(rawQuery);
  const signature = raw.get('Signature');
  const sigAlg = raw.get('SigAlg');
  if (!signature || !sigAlg)
    throw new SamlError('signature_missing', 'The query has no Signature and SigAlg parameters.');

  const algorithm = signatureAlgorithm(decode(sigAlg));
  if (!algorithm || (algorithm.digest === 'sha1' && !allowSha1))
    throw new SamlError('algorithm_not_allowed', `SigAlg ${decode(sigAlg)} is not allowed.`);

  const signed = [parameter, 'RelayState', 'SigAlg']
    .filter((name) => raw.has(name))
    .map((name) => `${name}=${raw.get(name)}`)
    .join('&');
  const value = Buffer.from(decode(signature), 'base64');
  const verified = publicKeys
    .filter((key) => key.asymmetricKeyType === algorithm.keyType)
    .some((key) => verify(algorithm.digest, Buffer.from(signed), cryptoKey(key, algorithm), value));
  if (!verified)
    throw new SamlError('signature_invalid', 'No known key made the signature of this query.');
}

function rawParameters(rawQuery: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    if (found.has(name))
      throw new SamlError('signature_profile', `The query has the parameter ${name} twice.`);
    found.set(name, at < 0 ? '' : pair.slice(at + 1));
  }
  return found;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new SamlError('encoding', 'A query parameter is not percent-encoded UTF-8.');
  }
}
