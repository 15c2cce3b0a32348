import type { CatalogueCase } from '../case.ts';
import { type EncryptOptions, encryptAssertion, keyTransport } from '../encrypt.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { insertBefore } from '../xml-text.ts';

/**
 * Encrypts for the service provider's own certificate, which everybody knows.
 *
 * @throws {TypeError} when it has none.
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
  title: 'An unsigned EncryptedAssertion before the signed plain one',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2026-2092', 'SAML Profiles 4.1.4.5'],
  risk: 'The signature of the attacker’s own sign-in vouches for an Assertion that anybody can encrypt.',
  fix: 'Take one Assertion in all, encrypted or not, and verify a signature over the one that is used.',
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
  title: 'An EncryptedAssertion, and nothing signed',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.5'],
  risk: 'The certificate to encrypt with is public, so anybody can name anybody.',
  fix: 'Require a signature on the Response or on the decrypted Assertion: encryption does not say who wrote it.',
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
  title: 'The content key is transported by RSA 1.5',
  severity: 'high',
  verdict: 'reject',
  basis: ['Kantara IIP-ALG08', 'XML Encryption 1.1 5.5.1'],
  risk: 'PKCS#1 v1.5 lets an attacker who can ask often enough read the Assertion (Bleichenbacher).',
  fix: 'Decrypt keys by RSA-OAEP only; refuse the algorithm before the private key is used.',
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
