import { afterAll, beforeAll, expect, test } from 'vitest';
import { binding } from '../../saml/names.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { Browser } from '../testing/browser.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

test('describes the service provider of a company', async () => {
  const answer = await new Browser(under.sp).get('/saml/contoso/metadata');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('application/samlmetadata+xml');
  for (const part of [
    'entityID="http://sp.test/saml/contoso/metadata"',
    'WantAssertionsSigned="true"',
    'AuthnRequestsSigned="false"',
    '<NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>',
    'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"',
    'Location="http://sp.test/saml/contoso/assert"',
  ])
    expect(answer.body).toContain(part);
});

test('lists the keys to verify and to encrypt with, and the logout addresses', async () => {
  const { rawPayload } = await new Browser(under.sp).get('/saml/contoso/metadata');
  const described = readSpDescriptor(rawPayload);
  expect(described.signingCertificates).toHaveLength(1);
  expect(new Set(described.encryptionCertificates).size).toBe(2);
  const location = 'http://sp.test/saml/contoso/logout';
  expect(described.singleLogout).toEqual([
    { binding: binding.redirect, location },
    { binding: binding.post, location },
  ]);
});

test('lists for each encryption key the methods that are decrypted', async () => {
  const { body } = await new Browser(under.sp).get('/saml/contoso/metadata');
  const descriptors = body.match(/<KeyDescriptor.*?<\/KeyDescriptor>/g) ?? [];
  const methods = descriptors.map((each) => [
    /use="(\w+)"/.exec(each)?.[1],
    ...[...each.matchAll(/<EncryptionMethod Algorithm="([^"]+)"/g)].map(([, uri]) => uri),
  ]);
  const decrypted = [
    'encryption',
    'http://www.w3.org/2009/xmlenc11#aes128-gcm',
    'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
    'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    'http://www.w3.org/2009/xmlenc11#rsa-oaep',
    'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  ];
  expect(methods).toEqual([['signing'], decrypted, decrypted]);
  expect(body).not.toContain('rsa-1_5');
  expect(body.match(/<\/ds:KeyInfo><EncryptionMethod/g)).toHaveLength(2);
});

test('answers 404 for an unknown company', async () => {
  expect((await new Browser(under.sp).get('/saml/nobody/metadata')).statusCode).toBe(404);
});
