import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toBase64, toPem } from '../../certs/certificate.ts';
import { makeEcKey } from '../../certs/ec-certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { Connections } from '../agent/exchange.ts';
import { readTargetMetadata } from './read-metadata.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-metadata-'));
const connections = new Connections({ signal: new AbortController().signal });
afterAll(() => {
  connections.close();
  rmSync(folder, { recursive: true });
});

const now = new Date('2026-01-01T00:00:00Z');
const acs =
  '<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://localhost/acs" index="0"/>';
const metadata = ({ ofEntity = '', ofRole = '', before = '', endpoints = acs } = {}) =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:sp"${ofEntity}>` +
  `<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"${ofRole}>` +
  `${before}${endpoints}</SPSSODescriptor></EntityDescriptor>`;

async function read(content: string | Buffer) {
  const file = join(folder, 'metadata.xml');
  writeFileSync(file, content);
  return readTargetMetadata(file, connections, now);
}

test.each([
  [' WantAssertionsSigned="true"', true],
  [' WantAssertionsSigned="1"', true],
  [' WantAssertionsSigned="false"', false],
  [' AuthnRequestsSigned="true"', false],
  ['', false],
])('reads WantAssertionsSigned from metadata with%s', async (ofRole, wantsAssertionsSigned) => {
  expect(await read(metadata({ ofRole }))).toMatchObject({ wantsAssertionsSigned });
});

describe('metadata that cannot be used is refused with its reason', () => {
  const logout = (location: string) =>
    `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${location}"/>`;
  test.each([
    ['a web page', '<!DOCTYPE html><html><body>login</body></html>', /an HTML page/],
    [
      'expired metadata',
      metadata({ ofEntity: ' validUntil="2018-05-20T09:35:58Z"' }),
      /expired at 2018-05-20/,
    ],
    [
      'an expired role',
      metadata({ ofRole: ' validUntil="2018-05-20T09:35:58Z"' }),
      /expired at 2018-05-20/,
    ],
    [
      'no endpoint for HTTP-POST',
      metadata({ endpoints: acs.replace('HTTP-POST', 'HTTP-Artifact') }),
      /no AssertionConsumerService with the binding .*HTTP-POST/,
    ],
    [
      'a pattern',
      metadata({ endpoints: acs.replace('localhost', '*.example.test') }),
      /\*\.example\.test.* is a pattern/,
    ],
    [
      'a relative logout URL',
      metadata({ before: logout('/slo') }),
      /SingleLogoutService has the Location "\/slo", which is not an absolute/,
    ],
    [
      'an empty logout URL',
      metadata({ before: logout('') }),
      /SingleLogoutService has an empty Location/,
    ],
  ])('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'not_metadata' });
    await expect(read(content)).rejects.toThrow(message);
    await expect(
      read(metadata({ ofEntity: ' validUntil="2027-01-01T00:00:00Z"' })),
    ).resolves.toBeDefined();
  });
});

describe('an encryption certificate', async () => {
  const rsa = (await makeSigningCertificate({ notBefore: now })).certificate;
  const { certificateBase64: ec } = makeEcKey('EC', now);
  const key = (content: string) =>
    `<KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${content}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
  const pem = toPem(rsa);

  test.each([
    ['Base64', toBase64(rsa)],
    ['PEM', pem],
    [
      'PEM with white space and a name before it',
      `\n  subject=CN = x\n  ${pem.replaceAll('\n', '\r\n\t ')}`,
    ],
    ['PEM on one line', pem.replaceAll('\n', ' ')],
  ])('may be %s', async (_, content) => {
    const described = await read(metadata({ before: key(content) }));
    expect(described.encryptionCertificates).toEqual([toBase64(rsa)]);
    expect(described.unreadableCertificate).toBeUndefined();
  });

  test.each([
    ['garbage', 'MIIB', /not the Base64 of a certificate/],
    ['two PEM blocks', pem + pem, /not the Base64 of a certificate/],
    ['empty', '', /not the Base64 of a certificate/],
    ['with an EC key', ec, /key type is ec/],
  ])('that is %s is left out, and the reason is kept', async (_, content, reason) => {
    const described = await read(metadata({ before: key(content) + key(toBase64(rsa)) }));
    expect(described.encryptionCertificates).toEqual([toBase64(rsa)]);
    expect(described.unreadableCertificate).toMatch(reason);
  });
});
