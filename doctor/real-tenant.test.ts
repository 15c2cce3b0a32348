import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRealTenant } from './real-tenant.ts';
import { realTenantId, tenantMetadata } from './testing/tenant-metadata.ts';

let metadata = '';
beforeAll(async () => {
  metadata = await tenantMetadata();
});

const read = (text: string | Uint8Array) => readRealTenant('tenant.xml', Buffer.from(text));
const refusal = (text: string | Uint8Array): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Error && error.name === 'NotRealTenant') return error.message;
    throw error;
  }
  return 'read';
};

test('reads the metadata of a tenant, in UTF-8 and in UTF-16', () => {
  const tenant = read(metadata);
  expect(tenant).toMatchObject({
    tenantId: realTenantId,
    entityId: `https://sts.windows.net/${realTenantId}/`,
    loginUrl: `https://login.microsoftonline.com/${realTenantId}/saml2`,
    logoutUrl: `https://login.microsoftonline.com/${realTenantId}/saml2`,
    adminCenter: 'entra.microsoft.com',
    signature: 'valid',
  });
  expect(tenant.certificates.map(({ subject }) => subject)).toEqual([
    'CN=Microsoft Azure Federated SSO Certificate',
  ]);
  expect(refusal(Buffer.from(metadata, 'utf16le'))).toBe('read');
});

test('says whether the file is as Entra signed it', () => {
  expect(read(metadata.replace('<IDPSSODescriptor', '\n<IDPSSODescriptor')).signature).toBe(
    'invalid',
  );
  expect(read(metadata.replace(/<Signature .*?<\/Signature>/s, '')).signature).toBe('missing');
});

test('reads a tenant in the US Government cloud and at 21Vianet', () => {
  const government = metadata.replaceAll('microsoftonline.com', 'microsoftonline.us');
  expect(read(government).adminCenter).toBe('entra.microsoft.us');
  const china = metadata
    .replaceAll('login.microsoftonline.com', 'login.partner.microsoftonline.cn')
    .replaceAll('sts.windows.net', 'sts.chinacloudapi.cn');
  expect(read(china).adminCenter).toBe('portal.azure.cn');
});

describe('refuses in one sentence what is no metadata of a tenant', () => {
  test.each<[string, string, (xml: string) => string]>([
    [
      'AD FS',
      'is the metadata of AD FS (http://adfs.contoso.com/adfs/services/trust), not of Microsoft Entra ID.',
      (xml) =>
        xml
          .replaceAll(
            /https:\/\/sts.windows.net\/[^/]*\//g,
            'http://adfs.contoso.com/adfs/services/trust',
          )
          .replaceAll(
            /https:\/\/login.microsoftonline.com\/[^"<]*/g,
            'https://adfs.contoso.com/adfs/ls/',
          ),
    ],
    [
      'another identity provider',
      'is the metadata of https://idp.example/metadata with a Login URL at idp.example',
      (xml) =>
        xml
          .replaceAll(/https:\/\/sts.windows.net\/[^/]*\//g, 'https://idp.example/metadata')
          .replaceAll('login.microsoftonline.com', 'idp.example'),
    ],
    [
      'the issuer of a tenant at another host',
      'with a Login URL at login.microsoftonline.example',
      (xml) => xml.replaceAll('microsoftonline.com', 'microsoftonline.example'),
    ],
    [
      'several entities',
      'is a list of entities (EntitiesDescriptor)',
      (xml) =>
        xml
          .replace(
            '<EntityDescriptor',
            '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><EntityDescriptor',
          )
          .concat('</EntitiesDescriptor>'),
    ],
    [
      'no Login URL',
      'has no SingleSignOnService',
      (xml) => xml.replaceAll(/<SingleSignOnService [^>]*>(?:<\/SingleSignOnService>)?/g, ''),
    ],
    [
      'no certificate',
      'has no signing certificate',
      (xml) => xml.replaceAll(/<KeyDescriptor.*?<\/KeyDescriptor>/gs, ''),
    ],
    [
      'a certificate that is none',
      'This file is not an X.509 certificate.',
      (xml) => xml.replaceAll(/<X509Certificate>[^<]*</g, '<X509Certificate>AAAA<'),
    ],
    ['a file that is cut off', 'is not the federation metadata', (xml) => xml.slice(0, 5000)],
    ['an HTML page', 'is not the federation metadata', () => '<html><body>Sign in</body></html>'],
    [
      'a copy of what a browser shows',
      'was copied from a page on which a browser shows XML',
      (xml) =>
        `This XML file does not appear to have any style information associated with it. The document tree is shown below.\n${xml.replaceAll('><', '>\n<')}`,
    ],
    ['text', 'is not the federation metadata', () => 'Not found'],
    ['nothing', 'is not the federation metadata', () => ''],
    [
      'a service provider',
      'no IDPSSODescriptor was found',
      () =>
        '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp.example"/>',
    ],
  ])('%s', (_, says, changed) => {
    const sentence = refusal(changed(metadata));
    expect(sentence).toContain(says);
    expect(sentence).toMatch(/^tenant\.xml (?:is|has|was) .*App Federation Metadata Url/);
    expect(sentence).not.toContain('\n');
  });

  test('files of other kinds', () => {
    expect(refusal(gzipSync(metadata))).toContain('is a file that gzip compressed');
    expect(refusal('PK\u0003\u0004')).toContain('is a ZIP archive');
    const [, certificate = ''] = /X509Certificate>([^<]+)</.exec(metadata) ?? [];
    expect(
      refusal(`-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`),
    ).toContain('is a PEM file (CERTIFICATE), and the metadata is XML');
    expect(refusal(metadata.replace('</IDPSSODescriptor>', ''))).toMatch(
      /\(line \d+, position \d+\)/,
    );
    expect(refusal('a'.repeat(2 * 1024 * 1024))).toContain('larger than 1048576 bytes');
  });

  test('the metadata of a lab, and that of all tenants', async () => {
    expect(refusal(await tenantMetadata({ publicUrl: 'http://localhost:4100' }))).toContain(
      'is the metadata of a lab, whose Login URL is at localhost',
    );
    expect(refusal(await tenantMetadata({ path: 'common' }))).toContain(
      'is the metadata of all tenants (/common/)',
    );
  });
});
