import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import {
  appId,
  authnRequest,
  type Contoso,
  contoso,
  identifier,
  type RequestParts,
  replyUrl,
  saml,
  tenantId,
  unassigned,
} from '../testing/contoso.ts';

let lab: Contoso;
beforeAll(async () => {
  lab = await contoso();
});
afterAll(() => lab.idp.close());

const open = () => new Browser(lab.idp.app);
const asks = (parts: RequestParts) => open().get(redirectTo(authnRequest(parts)));

describe('each fault of a request has its number; without the fault the sign-in page comes', () => {
  test('control', async () => {
    const page = await asks({});
    expect(page.status).toBe(200);
    expect(page.aadsts).toBeUndefined();
    expect(page.body).toContain('id="i0116"');
  });

  test.each<[number, string, RequestParts]>([
    [7500529, 'an ID that starts with a digit', { attributes: { ID: '6c1c178c166d486687be' } }],
    [75005, 'no ID', { attributes: { ID: undefined } }],
    [75005, 'another version', { attributes: { Version: '1.1' } }],
    [75005, 'no IssueInstant', { attributes: { IssueInstant: undefined } }],
    [75005, 'no Issuer', { issuer: undefined }],
    [900236, 'a Subject', { subject: 'B.Simon@contoso.com' }],
    [700016, 'an unknown Issuer', { issuer: `${identifier}/` }],
    [700016, 'an Issuer in another letter case', { issuer: identifier.toUpperCase() }],
    [
      50011,
      'an unknown Reply URL',
      { attributes: { AssertionConsumerServiceURL: `${replyUrl}/` } },
    ],
    [
      75003,
      'another response binding',
      { attributes: { ProtocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact' } },
    ],
    [75016, 'an impossible NameID format', { nameIDFormat: nameIdFormat.entity }],
    [
      900235,
      'a comparison other than exact',
      { comparison: 'minimum', classRefs: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] },
    ],
  ])('AADSTS%i: %s', async (code, _, parts) => {
    const page = await asks(parts);
    expect(page.aadsts).toBe(code);
    expect(page.status).toBe(400);
    expect(page.body).toContain(`AADSTS${code}: `);
  });
});

describe('the tenant of the path', () => {
  test.each([tenantId, tenantId.toUpperCase(), 'contoso.com', 'CONTOSO.com', 'common'])(
    '%s is served',
    async (name) => {
      const page = await open().get(redirectTo(authnRequest(), {}, name));
      expect(page.body).toContain('id="i0116"');
      expect(page.form.action).toBe(`/${tenantId}/login`);
    },
  );

  test.each(['fabrikam.com', '00000000-0000-0000-0000-000000000000', 'commons'])(
    'AADSTS90002: %s',
    async (name) => {
      expect((await open().get(redirectTo(authnRequest(), {}, name))).aadsts).toBe(90002);
    },
  );
});

describe('the application as it is configured', () => {
  test.each<[number, string, () => Promise<unknown>]>([
    [
      7000112,
      'not enabled for users to sign in',
      () => lab.idp.directory.setProperties(lab.servicePrincipalId, { accountEnabled: false }),
    ],
    [
      900971,
      'no Reply URL, and none asked for',
      () => lab.idp.directory.configureSaml(lab.servicePrincipalId, { ...saml, replyUrls: [] }),
    ],
  ])('AADSTS%i: %s', async (code, _, spoil) => {
    const { directory } = lab.idp;
    const request = { attributes: { AssertionConsumerServiceURL: undefined } };
    expect((await asks(request)).body).toContain('id="i0116"');
    await spoil();
    expect((await asks(request)).aadsts).toBe(code);
    await directory.setProperties(lab.servicePrincipalId, { accountEnabled: true });
    await directory.configureSaml(lab.servicePrincipalId, saml);
    expect((await asks(request)).body).toContain('id="i0116"');
  });

  test('AADSTS50003: no certificate, until there is one', async () => {
    const { directory } = lab.idp;
    const added = await directory.addApplication({ tenantId, displayName: 'Bare' });
    await directory.configureSaml(added.servicePrincipalId, {
      identifierUris: ['https://bare.example/'],
      replyUrls: [replyUrl],
    });
    const request = { issuer: 'https://bare.example/' };
    expect((await asks(request)).aadsts).toBe(50003);
    await directory.addTokenSigningCertificate(added.servicePrincipalId);
    expect((await asks(request)).body).toContain('id="i0116"');
  });

  test('AADSTS50194: /common, when two tenants know the Identifier', async () => {
    const { directory } = lab.idp;
    const other = '99999999-0000-cccc-1111-dddd2222eeee';
    await directory.createTenant({ id: other, displayName: 'Fabrikam', domain: 'fabrikam.com' });
    const added = await directory.addApplication({ tenantId: other, displayName: 'Twin' });
    await directory.configureSaml(added.servicePrincipalId, {
      ...saml,
      identifierUris: ['urn:twin'],
    });
    const common = () => open().get(redirectTo(authnRequest({ issuer: 'urn:twin' }), {}, 'common'));
    expect((await common()).aadsts).toBe(50003); // one tenant knows it, and gets as far as the key
    await directory.configureSaml(lab.servicePrincipalId, {
      ...saml,
      identifierUris: [identifier, 'urn:twin'],
    });
    expect((await common()).aadsts).toBe(50194);
  });
});

describe('the user', () => {
  test('AADSTS50105: not assigned; the way on is My Apps', async () => {
    const browser = open();
    const page = await browser.signIn(await browser.get(redirectTo(authnRequest())), {
      user: unassigned,
    });
    expect(page.aadsts).toBe(50105);
    expect(page.body).toContain(`Peakon ('${appId}')`);
    expect(page.body).toContain('href="/my-apps"');
    expect(page.response).toBeUndefined();
  });

  test('a Global Administrator needs no assignment', async () => {
    const browser = open();
    const page = await browser.signIn(await browser.get(redirectTo(authnRequest())), {
      user: 'admin@contoso.com',
    });
    expect(page.response).toContain('>admin@contoso.com</NameID>');
  });

  test('nobody needs one when assignment is not required', async () => {
    const { directory } = lab.idp;
    await directory.setProperties(lab.servicePrincipalId, { appRoleAssignmentRequired: false });
    const browser = open();
    const page = await browser.signIn(await browser.get(redirectTo(authnRequest())), {
      user: unassigned,
    });
    await directory.setProperties(lab.servicePrincipalId, { appRoleAssignmentRequired: true });
    expect(page.response).toContain('>K.Lee@contoso.com</NameID>');
  });

  test.each<[boolean, string[]]>([
    [true, ['urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport']],
    [
      true,
      [
        'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
        'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
      ],
    ],
    [false, ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509']],
  ])('AADSTS75011 unless a password satisfies the request: %s %s', async (served, classRefs) => {
    const browser = open();
    const start = redirectTo(authnRequest({ comparison: 'exact', classRefs }));
    const page = await browser.signIn(await browser.get(start));
    expect(page.aadsts).toBe(served ? undefined : 75011);
    expect(page.response !== undefined).toBe(served);
  });
});
