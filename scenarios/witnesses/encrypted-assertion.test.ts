import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';

import { honestSpec, renderAssertion, renderResponse, signXml } from '../../catalogue/index.ts';
import { readCertificate, toBase64, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { ns } from '../../saml/names.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { altered } from './testing/altered.ts';
import { startPeakon } from './testing/peakon.ts';
import { inBase64 } from './testing/posted-response.ts';
import { type XmlsecEncryption, xmlsec1Encrypter } from './testing/xmlsec1-encrypt.ts';

const peakon = await startPeakon();
afterAll(() => peakon.close());

const entityId = 'https://idp.example.test/';
const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
const idp = { privateKey, certificateBase64: toBase64(certificate) };
await peakon.trust({
  entityId,
  loginUrl: 'http://localhost:4100/saml2',
  certificates: [certificate.der],
});
const { encryptionCertificates } = readSpDescriptor(Buffer.from(await peakon.metadata()));

/** A valid unsolicited response. */
const spec = () =>
  honestSpec({
    cast: { idp, stranger: idp, encryptionCertificates },
    idpEntityId: entityId,
    identity: { nameId: peakon.employee },
    sp: { entityId: peakon.entityId, acs: peakon.assertionConsumerService },
    inResponseTo: undefined,
    relayState: undefined,
    now: new Date(),
    newId: () => `_${randomBytes(16).toString('hex')}`,
  });

const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const mgf1p = `<EncryptionMethod Algorithm="${ns.xenc}rsa-oaep-mgf1p"/>`;

const ways: [string, XmlsecEncryption][] = [
  ['aes128-cbc', { method: `${ns.xenc}aes128-cbc`, sessionKey: 'aes-128', transport: mgf1p }],
  ['aes256-cbc', { method: `${ns.xenc}aes256-cbc`, sessionKey: 'aes-256', transport: mgf1p }],
  ['aes128-gcm', { method: `${xenc11}aes128-gcm`, sessionKey: 'aes-128', transport: mgf1p }],
  ['aes256-gcm', { method: `${xenc11}aes256-gcm`, sessionKey: 'aes-256', transport: mgf1p }],
];

describe('our service provider reads an assertion that xmlsec1 encrypted', () => {
  test.for(ways)('with %s', async ([, how], context) => {
    const encrypt = xmlsec1Encrypter(context);
    expect(encryptionCertificates).toHaveLength(2);
    for (const published of encryptionCertificates) {
      const pem = toPem(readCertificate(Buffer.from(published)));
      const honest = spec();
      const content = encrypt(renderAssertion(honest), pem, how);
      const xml = signXml(renderResponse(honest, content), { element: 'Response', key: idp });

      expect(xml).not.toContain(peakon.employee);
      const [, ciphertext = ''] = /<CipherValue>([\w+/]+)/.exec(xml) ?? [];
      const spoiled = inBase64(altered(xml, ciphertext));
      expect(await peakon.receive(spoiled)).toEqual({ refusedBy: 'signature' });
      expect(await peakon.receive(inBase64(xml))).toEqual({ signedInAs: peakon.employee });
    }
  });

  test('not when it was encrypted for another recipient', async (context) => {
    const encrypt = xmlsec1Encrypter(context);
    const [, how] = ways[1] ?? [];
    if (!how) throw new Error('There is no such method.');
    const honest = spec();
    const content = encrypt(renderAssertion(honest), toPem(certificate), how);
    const xml = signXml(renderResponse(honest, content), { element: 'Response', key: idp });

    expect(await peakon.receive(inBase64(xml))).toEqual({ refusedBy: 'decryption' });
  });
});
