import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCertificate } from '../certs/certificate.ts';
import { certificateFor } from '../certs/testing/faulty-certificates.ts';
import { wire } from './canonical-writer.ts';
import { encryptAssertion, recipientOf } from './encrypt-assertion.ts';
import { dotNetName } from './encryption/issuer-name.ts';
import { ns } from './names.ts';
import { openResponse } from './response.ts';
import { signEnveloped } from './sign.ts';
import { assertion, ec, otherRsa, response, rsa, signingKey, trusted } from './testing/messages.ts';

const der = certificateFor(otherRsa.publicKey);
const recipient = recipientOf(der);

/** A response as an identity provider sends it: signed assertion, encrypted, in a response that may be signed too. */
async function sent(method: 'aes256-cbc' | 'aes256-gcm', signsResponse: boolean) {
  const plain = await signEnveloped(assertion(), { key: signingKey });
  const around = response(encryptAssertion(wire(plain), recipient, method));
  return wire(signsResponse ? await signEnveloped(around, { key: signingKey }) : around);
}

describe.each([
  ['aes256-cbc', `${ns.xenc}aes256-cbc`],
  ['aes256-gcm', 'http://www.w3.org/2009/xmlenc11#aes256-gcm'],
] as const)('%s', (method, uri) => {
  test.each([true, false])(
    'the decrypting half reads it, response signed: %s',
    async (signsResponse) => {
      using received = openResponse(Buffer.from(await sent(method, signsResponse)));
      expect(received.schemaErrors).toEqual([]);
      const options = { certificates: trusted, decryptionKeys: [otherRsa.privateKey] };
      if (signsResponse)
        expect(received.verify(options)).toMatchObject({
          signed: 'both',
          encryption: uri,
          assertion: { nameID: { value: 'honest@example.test' } },
        });
      // Errata E93: what no signature covers is not decrypted.
      else expect(() => received.verify(options)).toThrow();
    },
  );

  test('nothing of the assertion can be read, and no two are alike', async () => {
    const [one, two] = await Promise.all([sent(method, false), sent(method, false)]);
    expect(one).not.toContain('honest');
    const values = (xml: string) => [...xml.matchAll(/CipherValue>([^<]+)</g)].map(([, v]) => v);
    expect(values(one)).toHaveLength(2);
    for (const value of values(one)) expect(values(two)).not.toContain(value);
  });
});

test('the shape is the one of entra-saml.md 7', () => {
  const xml = wire(encryptAssertion(wire(assertion()), recipient, 'aes256-cbc'));
  const x509 = new X509Certificate(der);
  expect(xml.replace(/CipherValue>[^<]+</g, 'CipherValue>...<')).toBe(
    `<EncryptedAssertion xmlns="${ns.assertion}">` +
      `<xenc:EncryptedData Type="${ns.xenc}Element" xmlns:xenc="${ns.xenc}">` +
      `<xenc:EncryptionMethod Algorithm="${ns.xenc}aes256-cbc"/>` +
      `<KeyInfo xmlns="${ns.dsig}"><e:EncryptedKey xmlns:e="${ns.xenc}">` +
      `<e:EncryptionMethod Algorithm="${ns.xenc}rsa-oaep-mgf1p"><DigestMethod Algorithm="${ns.dsig}sha1"/></e:EncryptionMethod>` +
      `<KeyInfo><ds:X509Data xmlns:ds="${ns.dsig}"><ds:X509IssuerSerial>` +
      `<ds:X509IssuerName>${x509.issuer}</ds:X509IssuerName>` +
      `<ds:X509SerialNumber>${BigInt(`0x${x509.serialNumber}`)}</ds:X509SerialNumber>` +
      '</ds:X509IssuerSerial></ds:X509Data></KeyInfo>' +
      '<e:CipherData><e:CipherValue>...</e:CipherValue></e:CipherData></e:EncryptedKey></KeyInfo>' +
      '<xenc:CipherData><xenc:CipherValue>...</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></EncryptedAssertion>',
  );
});

test('the response says for which certificate it is encrypted', () => {
  const issuer = 'C=US\nST=WA\nO=Contoso\\, Inc.\nCN=sp.example "one"';
  expect(dotNetName(issuer)).toBe('CN="sp.example ""one""", O="Contoso, Inc.", S=WA, C=US');
  expect(dotNetName('')).toBe('');
});

test('what was encrypted for another key is refused, and for ours it is read', async () => {
  const encrypted = encryptAssertion(wire(assertion()), recipient, 'aes256-cbc');
  const around = await signEnveloped(response(encrypted), { key: signingKey });
  const verify = (key: typeof rsa.privateKey) => {
    using received = openResponse(Buffer.from(wire(around)));
    return received.verify({ certificates: trusted, decryptionKeys: [key] });
  };
  expect(() => verify(rsa.privateKey)).toThrow(/does not decrypt/);
  expect(verify(otherRsa.privateKey).signed).toBe('Response');
});

test('a certificate with another key than RSA has no recipient', () => {
  expect(readCertificate(certificateFor(ec.publicKey)).publicKey.asymmetricKeyType).toBe('ec');
  expect(() => recipientOf(certificateFor(ec.publicKey))).toThrow(TypeError);
});
