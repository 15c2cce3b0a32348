import { describe, expect, test } from 'vitest';
import { toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { nameIdFormat } from '../../saml/names.ts';
import { redirectTo } from '../testing/browser.ts';
import {
  appId,
  authnRequest,
  identifier,
  type RequestParts,
  replyUrl,
  saml,
  tenantId,
  unassigned,
} from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';

const lab = contosoForEachTest();

const send = (parts: RequestParts) => lab.browser.get(redirectTo(authnRequest(parts)));

describe('each fault of a request has its AADSTS code', () => {
  test('control: a request without a fault gets the sign-in page', async () => {
    const page = await send({});
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
    [750161, 'an impossible NameID format', { nameIDFormat: nameIdFormat.entity }],
    [750161, 'an empty NameID format', { nameIDFormat: '' }],
    [7500522, 'a class that is no URI', { comparison: 'exact', classRefs: ['Password'] }],
    [7500525, 'an empty Issuer', { issuer: '' }],
    [
      900235,
      'a comparison other than exact',
      { comparison: 'minimum', classRefs: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] },
    ],
  ])('AADSTS%i: %s', async (code, _, parts) => {
    const page = await send(parts);
    expect(page.aadsts).toBe(code);
    expect(page.status).toBe(400);
    expect(page.body).toContain(`AADSTS${code}: `);
  });
});

describe('the tenant of the path', () => {
  test.each([tenantId, tenantId.toUpperCase(), 'contoso.com', 'CONTOSO.com', 'common'])(
    '%s is served',
    async (name) => {
      const page = await lab.browser.get(redirectTo(authnRequest(), {}, name));
      expect(page.body).toContain('id="i0116"');
      expect(page.form.action).toBe(name === 'common' ? '/common/login' : `/${tenantId}/login`);
    },
  );

  test.each(['fabrikam.com', '00000000-0000-0000-0000-000000000000', 'commons'])(
    'AADSTS90002: %s',
    async (name) => {
      expect((await lab.browser.get(redirectTo(authnRequest(), {}, name))).aadsts).toBe(90002);
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
      'no Reply URL, neither configured nor requested',
      () =>
        lab.idp.directory.configureSamlWithoutRequiredValues(lab.servicePrincipalId, {
          ...saml,
          replyUrls: [],
        }),
    ],
  ])('AADSTS%i: %s', async (code, _, spoil) => {
    const request = { attributes: { AssertionConsumerServiceURL: undefined } };
    expect((await send(request)).body).toContain('id="i0116"');
    await spoil();
    expect((await send(request)).aadsts).toBe(code);
  });

  test('AADSTS50003: no certificate; served once one is added', async () => {
    const { directory } = lab.idp;
    const added = await directory.addApplication({ tenantId, displayName: 'Bare' });
    await directory.configureSaml(added.servicePrincipalId, {
      identifierUris: ['https://bare.example/'],
      replyUrls: [replyUrl],
    });
    const request = { issuer: 'https://bare.example/' };
    expect((await send(request)).aadsts).toBe(50003);
    await directory.addTokenSigningCertificate(added.servicePrincipalId);
    expect((await send(request)).body).toContain('id="i0116"');
  });

  test.each([
    ['has expired', -400, -1],
    ['is not yet valid', 1, 400],
  ])(
    'AADSTS50146: the imported certificate that is active %s; served while it is valid',
    async (_, from, to) => {
      const { directory } = lab.idp;
      const at = (days: number) => new Date(lab.now().getTime() + days * 86_400_000);
      const key = await makeSigningCertificate({ notBefore: at(from), notAfter: at(to) });
      const { thumbprint } = await directory.importSigningKey(lab.servicePrincipalId, key);
      const page = async () => {
        const opened = await lab.browser.get(redirectTo(authnRequest()));
        return opened.response === undefined && opened.aadsts === undefined
          ? lab.browser.signIn(opened, { stay: true })
          : opened;
      };
      expect((await page()).aadsts).toBeUndefined();
      const [generated] = await directory.signingCertificates(lab.servicePrincipalId);
      await directory.activateCertificate(lab.servicePrincipalId, thumbprint);
      const refused = await page();
      if (from > 0) {
        expect(refused.aadsts).toBe(50146);
        lab.advance(2 * 86_400_000);
      } else {
        // The certificate that Entra made is valid, and takes its place.
        expect(refused.response).toContain(generated?.certificate);
        await directory.deleteCertificate(lab.servicePrincipalId, generated?.thumbprint ?? '');
        expect((await page()).aadsts).toBe(50146);
        lab.advance(-2 * 86_400_000);
      }
      expect((await page()).response).toContain(toBase64(key.certificate));
    },
  );

  test('AADSTS50194: /common, when two tenants have the Identifier', async () => {
    const { directory } = lab.idp;
    const other = '99999999-0000-cccc-1111-dddd2222eeee';
    await directory.createTenant({ id: other, displayName: 'Fabrikam', domain: 'fabrikam.com' });
    const added = await directory.addApplication({ tenantId: other, displayName: 'Twin' });
    await directory.configureSaml(added.servicePrincipalId, {
      ...saml,
      identifierUris: ['urn:twin'],
    });
    const common = () =>
      lab.browser.get(redirectTo(authnRequest({ issuer: 'urn:twin' }), {}, 'common'));
    expect((await common()).aadsts).toBe(50003); // one tenant has it: gets as far as the signing key
    await directory.configureSaml(lab.servicePrincipalId, {
      ...saml,
      identifierUris: [identifier, 'urn:twin'],
    });
    expect((await common()).aadsts).toBe(50194);
  });
});

const unknownApp = '99999999-0000-0000-0000-000000000000';
test.each([
  ['a launch', `/api/signin/${unknownApp}?tenantId=${tenantId}`, 'Add Peakon from the gallery'],
  [
    'a request',
    redirectTo(authnRequest({ issuer: 'urn:x' })),
    'must equal the Issuer of the request',
  ],
])('AADSTS700016: the advice fits %s for an unknown application', async (_, address, advice) => {
  const page = await lab.browser.get(address);
  expect(page.aadsts).toBe(700016);
  expect(/id="advice">([^<]*)</.exec(page.body)?.[1]).toContain(advice);
});

describe('the user', () => {
  test('AADSTS50105: not assigned; the page links to My Apps', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())), {
      user: unassigned,
    });
    expect(page.aadsts).toBe(50105);
    expect(page.body).toContain(`Peakon ('${appId}')`);
    expect(page.body).toContain('href="/my-apps"');
    expect(page.response).toBeUndefined();
  });

  test('a Global Administrator signs in without an assignment', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())), {
      user: 'admin@contoso.com',
    });
    expect(page.response).toContain('>admin@contoso.com</NameID>');
  });

  test('an unassigned user signs in when assignment is not required', async () => {
    const { directory } = lab.idp;
    await directory.setProperties(lab.servicePrincipalId, { appRoleAssignmentRequired: false });
    const page = await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())), {
      user: unassigned,
    });
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
    const start = redirectTo(authnRequest({ comparison: 'exact', classRefs }));
    const page = await lab.browser.signIn(await lab.browser.get(start));
    if (served) return expectSignedIn(page);
    expect(page.aadsts).toBe(75011);
    expect(page.response).toBeUndefined();
  });
});
