/** Who made a SignatureValue. */
import { createHmac, verify, X509Certificate } from 'node:crypto';
import { hmacs, methods, weakMethods } from './algorithms.ts';
import { base64 } from './base64.ts';
import { attribute, child, ns } from './document.ts';
import { Refusal, type RuleBook } from './rules.ts';
import { canonical } from './transforms.ts';

/** A key that is trusted, as PEM of its certificate. */
export interface TrustedKey {
  readonly certificate: string;
  /** Entity ID of the identity provider whose key it is. */
  readonly issuer: string;
}

/** The trusted key that made the SignatureValue. */
export function signerOf(
  signature: Element,
  info: Element,
  keys: readonly TrustedKey[],
  rules: RuleBook,
): TrustedKey {
  const octets = Buffer.from(canonical(info));
  const method = attribute(child(info, ns.dsig, 'SignatureMethod', rules), 'Algorithm') ?? '';
  const value = base64(child(signature, ns.dsig, 'SignatureValue', rules), rules);
  const candidates = [...keys, ...carried(signature, rules)];
  if (!rules.has('key-type')) {
    const hmac = hmacs[method];
    const fits = candidates.find(
      (key) => hmac && secrets(key).some((secret) => mac(hmac, secret, octets).equals(value)),
    );
    if (fits) return fits;
  }
  const digest =
    methods[method] ?? (rules.has('signature-algorithm') ? undefined : weakMethods[method]);
  if (digest === undefined) throw new Refusal('signature-algorithm', method);
  const signer = candidates.find((key) => fitsKey(key, method, digest, octets, value));
  if (signer) return signer;
  const [fallback] = keys;
  if (rules.has('signature-value') || !fallback)
    throw new Refusal('signature-value', 'No key fits.');
  return fallback;
}

function fitsKey(
  { certificate }: TrustedKey,
  method: string,
  digest: string,
  octets: Buffer,
  value: Buffer,
): boolean {
  const { publicKey } = new X509Certificate(certificate);
  const ecdsa = method.includes('#ecdsa');
  if ((publicKey.asymmetricKeyType === 'ec') !== ecdsa) return false;
  return verify(digest, octets, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value);
}

/** Certificates that the message brings along: nobody's, unless that rule is off. */
function carried(signature: Element, rules: RuleBook): TrustedKey[] {
  if (rules.has('trusted-key')) return [];
  return certificatesIn(signature).map((one) => ({
    certificate: `-----BEGIN CERTIFICATE-----\n${(one.textContent ?? '').trim()}\n-----END CERTIFICATE-----\n`,
    issuer: '',
  }));
}

export const certificatesIn = (signature: Element): Element[] =>
  Array.from(signature.getElementsByTagNameNS(ns.dsig, 'X509Certificate'));

/** What a careless library might hand an HMAC as its secret. */
function secrets({ certificate }: TrustedKey): (string | Buffer)[] {
  const { raw, publicKey } = new X509Certificate(certificate);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return [
    certificate,
    certificate.trim(),
    raw,
    pem,
    pem.trim(),
    publicKey.export({ type: 'spki', format: 'der' }),
  ];
}

const mac = (hash: string, secret: string | Buffer, octets: Buffer) =>
  createHmac(hash, secret).update(octets).digest();
