import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { toDer } from '../certificate.ts';
import { makeSigningCertificate } from '../signing-certificate.ts';

const template = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });

/** DER of a certificate for any public key. Its own signature does not fit, which nobody checks for a self-signed one. */
export function certificateFor(publicKey: KeyObject): Uint8Array {
  const certificate = forge.asn1.fromDer(
    Buffer.from(toDer(template.certificate)).toString('latin1'),
  );
  const [toBeSigned] = certificate.value as forge.asn1.Asn1[];
  const fields = toBeSigned?.value as forge.asn1.Asn1[];
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('latin1');
  fields[6] = forge.asn1.fromDer(spki); // SubjectPublicKeyInfo (RFC 5280 4.1)
  return Buffer.from(forge.asn1.toDer(certificate).getBytes(), 'latin1');
}

const jwk = (key: KeyObject): JsonWebKey => key.export({ format: 'jwk' });

/** The same modulus with another exponent, big-endian hex. */
export const withExponent = (key: KeyObject, hex: string): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: { ...jwk(key), e: Buffer.from(hex, 'hex').toString('base64url') },
  });

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).publicKey;
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey;

/** Keys that nobody should trust, with the code of their fault. */
export const faultyKeys: readonly (readonly [what: string, code: string, key: KeyObject])[] = [
  ['RSA with 1024 bits', 'key_too_short', rsa(1024)],
  ['RSA with 2040 bits', 'key_too_short', rsa(2040)],
  ['RSA with exponent 1', 'key_exponent', withExponent(publicKey, '01')],
  ['RSA with exponent 3', 'key_exponent', withExponent(publicKey, '03')],
  ['RSA with exponent 65535', 'key_exponent', withExponent(publicKey, 'ffff')],
  ['RSA with the even exponent 65538', 'key_exponent', withExponent(publicKey, '010002')],
  [
    'RSA with an exponent of 65 bits',
    'key_exponent',
    withExponent(publicKey, '010000000000000001'),
  ],
  ['RSA with an exponent of 2000 bits', 'key_exponent', withExponent(publicKey, 'ff'.repeat(250))],
  ['RSA with 17000 bits', 'key_too_long', ofBits(17_000)],
  [
    'RSA for PSS only',
    'key_type',
    generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey,
  ],
  ['Ed25519', 'key_type', generateKeyPairSync('ed25519').publicKey],
  ['X25519', 'key_type', generateKeyPairSync('x25519').publicKey],
  [
    'DSA',
    'key_type',
    generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).publicKey,
  ],
  ['EC on secp256k1', 'key_type', ec('secp256k1')],
  ['EC on P-224', 'key_type', ec('secp224r1')],
];

/** Keys that may be trusted. */
export const soundKeys: readonly (readonly [what: string, key: KeyObject])[] = [
  ['RSA with 2048 bits', publicKey],
  ['RSA with 3072 bits', rsa(3072)],
  ['RSA with exponent 65539', withExponent(publicKey, '010003')],
  ['EC on P-256', ec('P-256')],
  ['EC on P-384', ec('P-384')],
  ['EC on P-521', ec('P-521')],
];

function ofBits(bits: number): KeyObject {
  const n = Buffer.alloc(bits / 8, 0xff).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e: 'AQAB' } });
}
