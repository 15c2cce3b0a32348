import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { parseXml } from '../../saml/parse.ts';
import { signatureOf, verifyEnveloped } from '../../saml/verify.ts';
import { Browser } from '../testing/browser.ts';
import { appId, type Contoso, contoso, tenantId } from '../testing/contoso.ts';
import { claimTypesOffered } from './claim-types.ts';

let lab: Contoso;
beforeAll(async () => {
  lab = await contoso();
});
afterAll(() => lab.idp.close());

const path = `/${tenantId}/federationmetadata/2007-06/federationmetadata.xml`;
const load = (url: string) => new Browser(lab.idp.app).get(url);

const certificatesOf = (xml: string) => {
  const [sso = ''] = /<IDPSSODescriptor.*<\/IDPSSODescriptor>/s.exec(xml) ?? [];
  const found = [...sso.matchAll(/<X509Certificate>([^<]+)/g)];
  return found.map(([, base64 = '']) => readCertificate(Buffer.from(base64)));
};

/** Throws unless the document's signature was made by the certificate with this SHA-1. */
function verify(xml: string, by: string): void {
  const document = parseXml(Buffer.from(xml));
  const signature = signatureOf(document.root);
  if (!signature) throw new Error('not signed');
  const certificates = certificatesOf(xml)
    .filter((one) => thumbprint(one) === by)
    .map(({ publicKey }) => ({ publicKey, thumbprint: by }));
  verifyEnveloped(document, document.root, signature, { certificates });
}

const activeThumbprint = async () =>
  thumbprint((await lab.idp.directory.activeSigningKey(lab.servicePrincipalId)).certificate);

describe('of an application', () => {
  test('has exactly the parts of entra-saml.md 5.2, in order', async () => {
    const { body, headers, status } = await load(`${path}?appid=${appId}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/samlmetadata\+xml/);
    expect(body).toMatch(
      new RegExp(
        `^\uFEFF<\\?xml version="1.0" encoding="utf-8"\\?><EntityDescriptor ID="_[0-9a-f-]{36}" entityID="https://sts.windows.net/${tenantId}/" xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><Signature `,
      ),
    );
    const names = [...body.matchAll(/<(RoleDescriptor|IDPSSODescriptor|Single\w+)\b[^>]*>/g)];
    const sso = `http://localhost:4100/${tenantId}/saml2`;
    const federation = 'http://docs.oasis-open.org/wsfed/federation/200706';
    expect(names.map(([tag]) => tag)).toEqual([
      `<RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="${federation}" xsi:type="fed:SecurityTokenServiceType" protocolSupportEnumeration="${federation}">`,
      `<RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="${federation}" xsi:type="fed:ApplicationServiceType" protocolSupportEnumeration="${federation}">`,
      '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
      `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${sso}"/>`,
      `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${sso}"/>`,
      `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${sso}"/>`,
    ]);
    expect(body).not.toMatch(/validUntil|cacheDuration|NameIDFormat|Organization|ContactPerson/);
  });

  test('the bytes begin with a byte order mark; KeyInfo of the signature has a prefix', async () => {
    const answer = await lab.idp.app.inject({ url: `${path}?appid=${appId}` });
    expect(answer.rawPayload.subarray(0, 5)).toEqual(Buffer.from([0xef, 0xbb, 0xbf, 0x3c, 0x3f]));
    expect(answer.body).toMatch(
      /<\/SignatureValue><ds:KeyInfo xmlns:ds="http:\/\/www\.w3\.org\/2000\/09\/xmldsig#"><ds:X509Data><ds:X509Certificate>/,
    );
  });

  test('offers nineteen claims', async () => {
    const { body } = await load(`${path}?appid=${appId}`);
    const offered = [...body.matchAll(/<auth:ClaimType Uri="([^"]+)"/g)].map(([, uri]) => uri);
    expect(offered).toEqual(claimTypesOffered.map(([uri]) => uri));
    expect(offered).toHaveLength(19);
  });

  test('is signed by the active key; an altered copy fails verification', async () => {
    const { body } = await load(`${path}?appid=${appId}`);
    const by = await activeThumbprint();
    expect(() => verify(body, by)).not.toThrow();
    expect(() => verify(body.replace('/saml2"', '/saml3"'), by)).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    );
  });

  test('publishes the inactive certificates too; activating one changes the signature', async () => {
    const { directory } = lab.idp;
    const added = await directory.addTokenSigningCertificate(lab.servicePrincipalId);
    const first = await activeThumbprint();
    const { body } = await load(`${path}?appid=${appId}`);
    expect(certificatesOf(body).map(thumbprint).sort()).toEqual([first, added.thumbprint].sort());
    verify(body, first);
    await directory.activateCertificate(lab.servicePrincipalId, added.thumbprint);
    verify((await load(`${path}?appid=${appId}`)).body, added.thumbprint);
    await expect(
      directory.activateCertificate(lab.servicePrincipalId, 'F'.repeat(40)),
    ).rejects.toThrow('This application has no such certificate.');
  });

  test.each([
    ['Entra’s own letter case', `/${tenantId}/FederationMetadata/2007-06/FederationMetadata.xml`],
    ['by domain', '/contoso.com/federationmetadata/2007-06/federationmetadata.xml'],
  ])('%s', async (_, other) => {
    for (const name of ['appid', 'appId']) {
      const { body } = await load(`${other}?${name}=${appId.toUpperCase()}`);
      verify(body, await activeThumbprint());
    }
  });
});

test('without appid: signed with the key that all tenants share, the same each time', async () => {
  const [one, two] = await Promise.all([load(path), load(path)]);
  const [shared] = certificatesOf((await load(path)).body);
  expect(shared?.subject).toBe('CN=accounts.accesscontrol.windows.net');
  const by = shared ? thumbprint(shared) : '';
  for (const { body } of [one, two]) verify(body, by);
  expect(by).not.toBe(await activeThumbprint());
});

test('common: the entityID has {tenant} in place of the GUID', async () => {
  const { body } = await load('/common/FederationMetadata/2007-06/FederationMetadata.xml');
  expect(body).toContain('entityID="https://sts.windows.net/{tenant}/"');
  expect(body).toContain('Location="http://localhost:4100/common/saml2"');
});

test.each([
  [90002, '/fabrikam.com/federationmetadata/2007-06/federationmetadata.xml'],
  [700016, `${path}?appid=11111111-aaaa-2222-bbbb-3333cccc4444`],
])('AADSTS%i: %s', async (code, url) => {
  expect((await load(url)).aadsts).toBe(code);
});

test('AADSTS50003: an application without a certificate', async () => {
  const added = await lab.idp.directory.addApplication({ tenantId, displayName: 'Bare' });
  expect((await load(`${path}?appid=${added.appId}`)).aadsts).toBe(50003);
});

test.each(['GET', 'POST'] as const)(
  '%s /wsfed says that WS-Federation is not modelled',
  async (method) => {
    const answer = await lab.idp.app.inject({ method, url: `/${tenantId}/wsfed?wa=wsignin1.0` });
    expect(answer.statusCode).toBe(501);
    expect(answer.body).toContain('WS-Federation is not modelled');
  },
);
