import type { CatalogueCase } from '../case.ts';
import { type EncryptOptions, encryptAssertion, keyTransport } from '../encrypt.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { insertBefore } from '../xml-text.ts';

/**
 * Encrypts for the service provider's certificate, which is public.
 *
 * @throws {TypeError} when the cast has no such certificate.
 */
export function encryptedFor(
  { cast }: ResponseSpec,
  assertion: string,
  options: Omit<EncryptOptions, 'certificateBase64'> = {},
): string {
  const [certificateBase64] = cast.encryptionCertificates;
  if (certificateBase64 === undefined) throw new TypeError('This run needs a certificate.');
  return encryptAssertion(assertion, { certificateBase64, ...options });
}

export const mixedEncryptedPlain: CatalogueCase = {
  id: 'proto-mixed-encrypted-plain',
  group: 'proto',
  title: 'An unsigned EncryptedAssertion before a signed Assertion',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2026-2092', 'SAML Profiles 4.1.4.5'],
  risk: 'The signature of the attacker’s own sign-in covers for a forged Assertion, which anyone can encrypt.',
  fix: 'Require exactly one Assertion, encrypted or not, and verify a signature over the one that you use.',
  runs: [
    {
      needs: ['decryption-certificate'],
      forged: true,
      message: (honest) => ({
        xml: insertBefore(
          signedAssertion(asHostile(honest)),
          'Assertion',
          encryptedFor(honest, renderAssertion(honest)),
        ),
      }),
      check: 'one_assertion',
    },
  ],
};

export const encryptedUnsigned: CatalogueCase = {
  id: 'proto-enc-unsigned',
  group: 'proto',
  title: 'An EncryptedAssertion without any signature',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'The encryption certificate is public, so anyone can sign in as anyone.',
  fix: 'Require a signature on the Response or on the decrypted Assertion: encryption does not prove who wrote it.',
  runs: [
    {
      needs: ['decryption-certificate'],
      forged: true,
      message: (honest) => ({
        xml: renderResponse(honest, encryptedFor(honest, renderAssertion(honest))),
      }),
      check: 'signature_present',
    },
  ],
};

export const encryptedRsa15: CatalogueCase = {
  id: 'proto-enc-rsa15',
  group: 'proto',
  title: 'A content key encrypted with RSA 1.5',
  severity: 'high',
  verdict: 'reject',
  basis: ['Kantara IIP-ALG08', 'XML Encryption 1.1 5.5.1'],
  risk: 'With PKCS#1 v1.5, an attacker who can send enough requests can decrypt the Assertion (Bleichenbacher).',
  fix: 'Decrypt keys with RSA-OAEP only; refuse other algorithms before using the private key.',
  runs: [
    {
      needs: ['decryption-certificate'],
      message: (honest) => {
        const transport = keyTransport.rsa15;
        const encrypted = encryptedFor(honest, renderAssertion(honest), { transport });
        const xml = renderResponse(honest, encrypted);
        return { xml: signXml(xml, { element: 'Response', key: honest.cast.idp }) };
      },
      check: ['decryption', 'encryption_algorithm'],
    },
  ],
};
