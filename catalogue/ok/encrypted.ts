import type { CatalogueCase, MessageRun } from '../case.ts';
import { dataAlgorithm, type EncryptOptions, encryptAssertion, keyTransport } from '../encrypt.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import { signXml } from '../sign-xml.ts';

/** The Response is signed over the ciphertext, which E93 asks for around CBC. */
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
  title: 'EncryptedAssertion with AES-GCM, the Response signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG04', 'Kantara IIP-ALG06', 'Kantara IIP-SP08'],
  risk: 'Identity providers that encrypt as the profiles recommend cannot be used.',
  fix: 'Decrypt aes128-gcm and aes256-gcm with rsa-oaep-mgf1p, and check the whole tag.',
  runs: [
    encryptedRun({ data: dataAlgorithm.aes128Gcm }, { title: 'aes128-gcm' }),
    encryptedRun({ data: dataAlgorithm.aes256Gcm }, { title: 'aes256-gcm' }),
  ],
};

export const okEncAes128Cbc: CatalogueCase = {
  id: 'ok-enc-aes128-cbc',
  group: 'ok',
  title: 'EncryptedAssertion with AES-128-CBC, the Response signed',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG05', 'SAML Errata 05 E93'],
  risk: 'Older identity providers that encrypt cannot be used.',
  fix: 'Decrypt aes128-cbc where a verified signature covers the ciphertext.',
  runs: [encryptedRun({ data: dataAlgorithm.aes128Cbc })],
};

export const okEncAes256Cbc: CatalogueCase = {
  id: 'ok-enc-aes256-cbc',
  group: 'ok',
  title: 'EncryptedAssertion with AES-256-CBC, the Response signed',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG05', 'SAML Errata 05 E93', 'Microsoft: token encryption uses AES-256'],
  risk: 'Entra applications with token encryption cannot be used.',
  fix: 'Decrypt aes256-cbc where a verified signature covers the ciphertext.',
  runs: [encryptedRun({ data: dataAlgorithm.aes256Cbc })],
};

export const okEncOaepSha256: CatalogueCase = {
  id: 'ok-enc-oaep-sha256',
  group: 'ok',
  title: 'Key transport rsa-oaep with SHA-256, EncryptedKey beside EncryptedData',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG06', 'SAML Core 6.1', 'XML Encryption 1.1, 5.5.2'],
  risk: 'Identity providers that follow XML Encryption 1.1 cannot be used.',
  fix: 'Read DigestMethod and MGF on their own (MGF1 with SHA-1 when absent), and look for the key in both places.',
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
  title: "Encrypted to the service provider's other key",
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-SP08'],
  risk: 'Changing the decryption key needs an outage.',
  fix: 'Try every decryption key that the metadata publishes.',
  runs: [encryptedRun({ data: dataAlgorithm.aes256Gcm }, { certificate: 1 })],
};
