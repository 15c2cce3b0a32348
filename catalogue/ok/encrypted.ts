import type { CatalogueCase, MessageRun } from '../case.ts';
import { dataAlgorithm, type EncryptOptions, encryptAssertion, keyTransport } from '../encrypt.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import { signXml } from '../sign-xml.ts';

/** The signature of the Response covers the ciphertext, as E93 requires for CBC. */
const encryptedRun = (
  options: Omit<EncryptOptions, 'certificateBase64'>,
  { title, certificate = 0 }: { title?: string; certificate?: number } = {},
): MessageRun => ({
  ...(title !== undefined && { title }),
  needs:
    certificate === 0
      ? ['decryption-certificate', 'response-signature-alone']
      : ['decryption-certificate', 'second-decryption-certificate', 'response-signature-alone'],
  message: (honest) => {
    const certificateBase64 = honest.cast.encryptionCertificates[certificate];
    if (certificateBase64 === undefined)
      throw new TypeError(`The cast has no encryption certificate number ${certificate}.`);
    const encrypted = encryptAssertion(renderAssertion(honest), { ...options, certificateBase64 });
    const xml = renderResponse(honest, encrypted);
    return { xml: signXml(xml, { element: 'Response', key: honest.cast.idp }) };
  },
});

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
  title: 'Key transport rsa-oaep with SHA-256, EncryptedKey next to EncryptedData',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG06', 'SAML Core 6.1', 'XML Encryption 1.1, 5.5.2'],
  risk: 'Users cannot sign in from identity providers that follow XML Encryption 1.1.',
  fix: 'Read DigestMethod and MGF separately (MGF1 with SHA-1 by default), and look for EncryptedKey in KeyInfo and next to EncryptedData.',
  runs: [
    encryptedRun({
      data: dataAlgorithm.aes256Gcm,
      transport: keyTransport.rsaOaepSha256,
      keyPlace: 'sibling',
    }),
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
  runs: [encryptedRun({ data: dataAlgorithm.aes256Gcm }, { certificate: 1 })],
};
