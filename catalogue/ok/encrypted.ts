import type { CatalogueCase, MessageRun, OtherMessage } from '../case.ts';
import { dataAlgorithm, type EncryptOptions, keyTransport } from '../encrypt.ts';
import { signedAndEncrypted } from '../encrypted-message.ts';
import { bothSigned } from '../sign-xml.ts';

const plain: OtherMessage = {
  of: 'ok-both-signed',
  message: (honest) => ({ xml: bothSigned(honest) }),
};

const encryptedRun = (
  options: Omit<EncryptOptions, 'certificateBase64'>,
  facts: Pick<MessageRun, 'title' | 'withoutTrick'> = {},
  certificate = 0,
): MessageRun => ({
  withoutTrick: [plain],
  ...facts,
  needs:
    certificate === 0
      ? ['decryption-certificate']
      : ['decryption-certificate', 'second-decryption-certificate'],
  message: (honest) => signedAndEncrypted(honest, options, certificate),
});

/** What Entra sends; the others change one thing in it. */
const asEntra: OtherMessage = {
  of: 'ok-enc-aes256-cbc',
  message: (honest) => signedAndEncrypted(honest, { data: dataAlgorithm.aes256Cbc }),
};

export const okEncAesGcm: CatalogueCase = {
  id: 'ok-enc-aes-gcm',
  group: 'ok',
  title: 'EncryptedAssertion with AES-GCM in a signed Response',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG04', 'Kantara IIP-ALG06', 'Kantara IIP-SP08'],
  risk: 'Users cannot sign in from identity providers that encrypt as the profiles recommend.',
  fix: 'Decrypt aes128-gcm and aes256-gcm with rsa-oaep-mgf1p, and check the whole authentication tag.',
  runs: [
    encryptedRun({ data: dataAlgorithm.aes128Gcm }, { title: 'aes128-gcm' }),
    encryptedRun({ data: dataAlgorithm.aes256Gcm }, { title: 'aes256-gcm' }),
  ],
};

export const okEncAes128Cbc: CatalogueCase = {
  id: 'ok-enc-aes128-cbc',
  group: 'ok',
  title: 'EncryptedAssertion with AES-128-CBC in a signed Response',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG05', 'SAML Errata 05 E93'],
  risk: 'Users cannot sign in from older identity providers that encrypt.',
  fix: 'Decrypt aes128-cbc if a verified signature covers the ciphertext.',
  runs: [encryptedRun({ data: dataAlgorithm.aes128Cbc })],
};

export const okEncAes256Cbc: CatalogueCase = {
  id: 'ok-enc-aes256-cbc',
  group: 'ok',
  title: 'EncryptedAssertion with AES-256-CBC in a signed Response',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG05', 'SAML Errata 05 E93', 'Microsoft: token encryption uses AES-256'],
  risk: 'Users cannot sign in from Entra applications with token encryption.',
  fix: 'Decrypt aes256-cbc if a verified signature covers the ciphertext.',
  runs: [encryptedRun({ data: dataAlgorithm.aes256Cbc })],
};

export const okEncOaepSha256: CatalogueCase = {
  id: 'ok-enc-oaep-sha256',
  group: 'ok',
  title: 'Key transport of XML Encryption 1.1, or an EncryptedKey next to EncryptedData',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG06', 'XML Encryption 1.1, 5.5.2'],
  risk: 'Users cannot sign in from identity providers that follow XML Encryption 1.1.',
  fix: 'Read DigestMethod and MGF separately; MGF1 with SHA-1 is the default.',
  runs: [
    encryptedRun(
      { transport: keyTransport.rsaOaepSha256 },
      { title: 'rsa-oaep with SHA-256', withoutTrick: [plain, asEntra] },
    ),
    {
      ...encryptedRun(
        { keyPlace: 'sibling' },
        { title: 'EncryptedKey next to EncryptedData', withoutTrick: [plain, asEntra] },
      ),
      basis: ['SAML Core 6.1'],
      risk: 'Users cannot sign in from identity providers that put the key next to the data, as Shibboleth can.',
      fix: 'Look for EncryptedKey in KeyInfo and next to EncryptedData.',
    },
  ],
};

export const okEncSecondKey: CatalogueCase = {
  id: 'ok-enc-second-key',
  group: 'ok',
  title: "Encrypted for the service provider's second key",
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-SP08'],
  risk: 'Replacing the decryption key causes an outage.',
  fix: 'Try every decryption key that your metadata publishes.',
  runs: [encryptedRun({}, { withoutTrick: [plain, asEntra] }, 1)],
};
