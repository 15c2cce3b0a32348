import { createSecretKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import { digestMethod, signatureMethod } from '../signature-methods.ts';
import { x509Data } from '../signed-info.ts';
import { anyKeyToo, unverified } from './unverified.ts';

const signedWith = (honest: ResponseSpec, signatureAlgorithm: string, digestAlgorithm: string) => ({
  xml: signXml(renderResponse(honest), {
    element: 'Assertion',
    key: honest.cast.idp,
    signatureAlgorithm,
    digestAlgorithm,
  }),
});

export const sigRsaSha1: CatalogueCase = {
  id: 'sig-rsa-sha1',
  group: 'sig',
  title: 'Signed with rsa-sha1 and the right key',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML2int SDP-ALG01'],
  risk: 'An attacker with a SHA-1 collision can move a signature to other content.',
  fix: 'Refuse SHA-1 by default; at most allow it for a single identity provider.',
  runs: [
    {
      check: 'signature_algorithm',
      withoutTrick: unverified,
      message: (honest) => signedWith(honest, signatureMethod.rsaSha1, digestMethod.sha1),
    },
  ],
};

export const sigRsaMd5: CatalogueCase = {
  id: 'sig-rsa-md5',
  group: 'sig',
  title: 'Signed with rsa-md5 and the right key',
  severity: 'high',
  verdict: 'reject',
  basis: ['Kantara IIP-ALG08'],
  risk: 'MD5 collisions are trivial: an attacker can move a signature to other content.',
  fix: 'Allow only a short list of signature and digest methods.',
  runs: [
    {
      check: 'signature_algorithm',
      withoutTrick: unverified,
      message: (honest) => signedWith(honest, signatureMethod.rsaMd5, digestMethod.md5),
    },
  ],
};

export const sigWeakDigest: CatalogueCase = {
  id: 'sig-weak-digest',
  group: 'sig',
  title: 'Signed with rsa-sha256, but with a SHA-1 digest',
  severity: 'med',
  verdict: 'reject',
  basis: ['Kantara IIP-ALG08'],
  risk: 'The signature is strong, but only the weak digest protects the content.',
  fix: 'Check DigestMethod against a list of allowed methods too, not only SignatureMethod.',
  runs: [
    {
      check: 'signature_algorithm',
      withoutTrick: unverified,
      message: (honest) => signedWith(honest, signatureMethod.rsaSha256, digestMethod.sha1),
    },
  ],
};

/** Public data of the identity provider that a confused verifier may use as the HMAC secret. */
const publicSecrets: Record<string, (certificate: X509Certificate) => KeyObject> = {
  'PEM of the public key': ({ publicKey }) =>
    createSecretKey(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }))),
  'PEM of the certificate': (certificate) => createSecretKey(Buffer.from(certificate.toString())),
  'DER of the public key': ({ publicKey }) =>
    createSecretKey(publicKey.export({ type: 'spki', format: 'der' })),
  'DER of the certificate': ({ raw }) => createSecretKey(raw),
};

const hmacMethods = {
  'hmac-sha256': signatureMethod.hmacSha256,
  'hmac-sha1': signatureMethod.hmacSha1,
};

const hmacRuns: readonly MessageRun[] = Object.entries(publicSecrets).flatMap(([source, secret]) =>
  Object.entries(hmacMethods).map(([name, signatureAlgorithm]) => ({
    title: `${name}, keyed with the ${source}`,
    check: 'signature_algorithm',
    withoutTrick: anyKeyToo,
    forged: true,
    message: (honest: ResponseSpec) => {
      const { certificateBase64 } = honest.cast.idp;
      const certificate = new X509Certificate(Buffer.from(certificateBase64, 'base64'));
      return {
        xml: signXml(renderResponse(honest), {
          element: 'Assertion',
          key: { privateKey: secret(certificate), certificateBase64 },
          keyInfo: x509Data(certificateBase64),
          signatureAlgorithm,
        }),
      };
    },
  })),
);

export const sigHmacPublicKey: CatalogueCase = {
  id: 'sig-hmac-public-key',
  group: 'sig',
  title: 'An HMAC with the public key as its secret',
  severity: 'crit',
  verdict: 'reject',
  basis: ['GHSA-m5mw-mr39-66vp', 'XML Signature 1.1, 6.3.1'],
  risk: 'Anyone can sign in as anyone: the HMAC secret is public.',
  fix: 'Require a signature method that matches the type of the configured key, and refuse HMAC.',
  runs: hmacRuns,
};
