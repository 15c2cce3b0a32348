import { afterAll, describe, expect, test, vi } from 'vitest';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { altered } from './testing/altered.ts';
import { type SigningOption, startContoso } from './testing/contoso.ts';
import { idpSettings } from './testing/idp-metadata.ts';
import { nodeSamlServiceProvider } from './testing/node-saml-sp.ts';
import { inBase64 } from './testing/posted-response.ts';
import { answerTo } from './testing/request.ts';
import { samlifyServiceProvider } from './testing/samlify-sp.ts';
import { xmlsec1 } from './testing/xmlsec1.ts';
import { xmlsec1Decrypter } from './testing/xmlsec1-decrypt.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());

async function keyPair() {
  const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privatePem, certificatePem: toPem(certificate) };
}
const own = await keyPair();
const other = await keyPair();

const addApplication = (signingOption: SigningOption, method: 'aes256-cbc' | 'aes256-gcm') =>
  contoso.addApplication({
    signingOption,
    encryption: { certificatePem: own.certificatePem, method },
  });

/** The first characters of the encrypted content. */
const ciphertext = (xml: string) =>
  /<xenc:CipherValue>([\w+/]{40})/.exec(xml)?.[1] ?? 'no ciphertext';

/** An Assertion where the verifier looks for one. */
const inElement = (assertion: string) => `<Decrypted>${assertion}</Decrypted>`;

const ways = (['aes256-cbc', 'aes256-gcm'] as const).flatMap((method) =>
  (['assertion', 'response', 'both'] as const).map((signed) => [method, signed] as const),
);

describe.each(ways)('%s, signing option %s:', (method, signed) => {
  test('xmlsec1 decrypts the token with the right key only, and verifies its signatures', async (context) => {
    const decrypt = xmlsec1Decrypter(context);
    const verify = xmlsec1(context);
    const { appId, certificatePem } = await addApplication(signed, method);
    const { xml } = await contoso.launch(appId);
    expect(xml).not.toContain(contoso.nameId);
    // The signature of the Response covers what is encrypted, and that of the Assertion what is not.
    if (signed !== 'assertion') expect(verify(xml, certificatePem)).toEqual(['valid']);
    const [assertion = ''] =
      /<Assertion[\s\S]*<\/Assertion>/.exec(decrypt(xml, own.privatePem)) ?? [];
    expect(assertion).toContain(contoso.nameId);
    if (signed !== 'response') {
      expect(verify(inElement(assertion), certificatePem)).toEqual(['valid']);
      expect(verify(inElement(altered(assertion, contoso.nameId)), certificatePem)).toEqual([
        'content changed',
      ]);
    }
    expect(() => decrypt(xml, other.privatePem)).toThrow(/xmlsec1 ended with 1/);
  });

  test('node-saml signs in with it, and refuses it when it was altered or with another key', async () => {
    const { appId, ...facts } = await addApplication(signed, method);
    const settings = idpSettings(await facts.metadata());
    const options = { signed, decryptionKey: own.privatePem };
    const sp = nodeSamlServiceProvider(facts, settings, options);
    const browser = await contoso.signedInBrowser(appId);
    const answer = async (from = sp) => answerTo(await from.request(''), browser);

    const { xml } = await answer();
    await expect(sp.accept(inBase64(altered(xml, ciphertext(xml))))).rejects.toThrow();
    const stranger = nodeSamlServiceProvider(facts, settings, {
      signed,
      decryptionKey: other.privatePem,
    });
    const { samlResponse: foreign } = await answer(stranger);
    // Which of them depends on whose modulus is larger.
    const refusals = /oaep decoding error|decrypt|data too large for modulus/i;
    await expect(stranger.accept(foreign)).rejects.toThrow(refusals);
    expect(await sp.accept((await answer()).samlResponse)).toBe(contoso.nameId);
  });
});

// samlify reads AES-CBC only.
test.each(['assertion', 'response', 'both'] as const)(
  'samlify signs in with it, and not with another key, signing option %s',
  async (signed) => {
    const { appId, ...facts } = await addApplication(signed, 'aes256-cbc');
    const metadata = await facts.metadata();
    const options = { signed, decryptionKey: own.privatePem };
    const sp = await samlifyServiceProvider(facts, metadata, options);
    const { samlResponse } = await contoso.launch(appId);
    const stranger = await samlifyServiceProvider(facts, metadata, {
      signed,
      decryptionKey: other.privatePem,
    });
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(stranger.accept(samlResponse)).rejects.toThrow();
    printed.mockRestore();
    expect(await sp.accept(samlResponse)).toBe(contoso.nameId);
  },
);
