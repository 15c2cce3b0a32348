import type { CatalogueCase, MessageMaker } from '../case.ts';
import { keyTransport } from '../encrypt.ts';
import { encryptedFor, signedAndEncrypted } from '../encrypted-message.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import { unsignedToo } from '../sig/unverified.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertBefore } from '../xml-text.ts';

/** A service provider that cannot decrypt refuses for that reason. */
const validTwin: MessageMaker = (honest) => signedAndEncrypted(honest);

const unsigned: MessageMaker = (honest) => ({
  xml: renderResponse(honest, encryptedFor(honest, renderAssertion(honest))),
});

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
      validTwin,
      withoutTrick: [...unsignedToo, { of: 'proto-enc-unsigned', message: unsigned }],
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
      message: unsigned,
      validTwin,
      withoutTrick: unsignedToo,
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
      message: (honest) => signedAndEncrypted(honest, { transport: keyTransport.rsa15 }),
      validTwin,
      check: ['decryption', 'encryption_algorithm'],
    },
  ],
};
