/** Claims as node-saml and samlify read them, in messages that keep the OASIS schemas. */
import { SAML } from '@node-saml/node-saml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { type Lab, startLab } from '../../lab/library.ts';
import { schemaObjections } from './testing/oasis-schemas.ts';
import { samlifyServiceProvider } from './testing/samlify-sp.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
});
afterAll(() => lab.close());

const issuer = 'https://reports.example/saml';
const callbackUrl = 'https://reports.example/saml/acs';
const uri = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
const mail = { kind: 'attribute', attribute: 'user.mail' } as const;

/** A tenant with an application whose claims are transformed, conditional and multi-valued. */
async function prepared() {
  const tenant = await lab.tenant();
  const application = await tenant.addApplication({
    identifierUris: [issuer],
    replyUrls: [callbackUrl],
  });
  const { servicePrincipalId: id } = application;
  const { directory } = lab;
  const { name: tags } = await directory.addExtensionProperty(id, {
    name: 'tags',
    isMultiValued: true,
  });
  const user = await tenant.addUser({
    userPrincipalName: 'b.simon',
    mail: 'B.Simon@contoso.com',
    country: 'US',
    proxyAddresses: ['SMTP:one@contoso.com', 'smtp:two@contoso.com'],
    directoryExtensions: { [tags]: ['<red>', 'blue & green'] },
  });
  await tenant.assign(user, application);
  await directory.saveClaim(id, {
    name: 'login',
    namespace: '',
    nameFormat: basic,
    source: {
      kind: 'transformation',
      transformations: [
        {
          method: 'RegexReplace',
          input: mail,
          pattern: String.raw`(?'alias'^.*?)(?i)(\@CONTOSO\.com)$`,
          replacement: '{country}.{alias}@xyz.com',
          parameters: [{ kind: 'attribute', attribute: 'user.country' }],
        },
        { method: 'ToLowercase' },
      ],
    },
  });
  await directory.saveClaim(id, {
    name: 'addresses',
    namespace: 'https://reports.example/claims',
    source: {
      kind: 'transformation',
      transformations: [
        {
          method: 'ExtractAfter',
          input: { kind: 'attribute', attribute: 'user.proxyaddresses' },
          treatAsMultiValue: true,
          value: ':',
        },
      ],
    },
  });
  await directory.saveClaim(id, {
    name: 'tags',
    namespace: '',
    source: { kind: 'directoryExtension', extension: tags },
  });
  await directory.saveClaim(id, {
    name: 'kind',
    namespace: '',
    conditions: [
      { userType: 'AllGuests', source: { kind: 'constant', value: 'guest' } },
      { userType: 'Members', source: { kind: 'constant', value: 'member' } },
    ],
  });
  await directory.setClaimsOptions(id, { includeAttributeNameFormat: true });
  const metadata = await (await fetch(application.metadataUrl)).text();
  const saml = (audience: string, idpCert = /X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '') =>
    new SAML({
      issuer,
      callbackUrl,
      audience,
      idpCert,
      wantAuthnResponseSigned: false,
      entryPoint: `${lab.start.idp}/${tenant.id}/saml2`,
    });
  return { tenant, application, user, metadata, saml };
}

const expected = {
  login: 'us.b.simon@xyz.com',
  'https://reports.example/claims/addresses': ['one@contoso.com', 'two@contoso.com'],
  tags: ['<red>', 'blue & green'],
  kind: 'member',
};

test('transformed, multi-valued and conditional claims are read by node-saml', async () => {
  const { tenant, application, user, saml } = await prepared();
  const { fields, xml } = await tenant.signIn(user, { application });
  const { profile } = await saml(issuer).validatePostResponseAsync({ ...fields });
  expect(profile).toMatchObject(expected);
  expect(await schemaObjections(xml)).toEqual([]);
  expect(xml).toContain(`<Attribute Name="login" NameFormat="${basic}">`);
  expect(xml).toContain(
    `Name="http://schemas.microsoft.com/identity/claims/tenantid" NameFormat="${uri}"`,
  );
  expect(await schemaObjections(xml.replace(`NameFormat="${basic}"`, 'NameForm="x"'))).not.toEqual(
    [],
  );
});

test('the same claims are read by samlify', async () => {
  const { tenant, application, user, metadata } = await prepared();
  const facts = { entityId: issuer, assertionConsumerService: callbackUrl };
  const sp = await samlifyServiceProvider(facts, metadata);
  const request = sp.request('');
  const { fields } = await tenant.signIn(user, {
    application,
    request: `${lab.start.idp}/${tenant.id}/saml2${new URL(request.url, lab.start.idp).search}`,
  });
  expect(await sp.attributes(fields.SAMLResponse)).toMatchObject(expected);
});

test('an imported key changes Issuer and Audience', async () => {
  const { tenant, application, user, saml } = await prepared();
  const { servicePrincipalId: id, appId } = application;
  const audience = 'https://reports.example/all';
  await lab.directory.setClaimsOptions(id, {
    appendApplicationIdToIssuer: true,
    audienceOverride: audience,
  });
  const before = await tenant.signIn(user, { application });
  expect(before.xml).toContain(`<Issuer>https://sts.windows.net/${tenant.id}/</Issuer>`);
  await saml(issuer).validatePostResponseAsync({ ...before.fields });
  const upn = {
    name: 'upn',
    namespace: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims',
    source: mail,
  };
  await expect(lab.directory.saveClaim(id, upn)).rejects.toThrow(/restricted.*custom signing key/);
  const key = await makeSigningCertificate({ notBefore: new Date(Date.now() - 60_000) });
  const { thumbprint } = await lab.directory.importSigningKey(id, key);
  await lab.directory.activateCertificate(id, thumbprint);
  const after = await tenant.signIn(user, { application });
  expect(after.xml).toContain(`<Issuer>https://sts.windows.net/${tenant.id}/${appId}</Issuer>`);
  await lab.directory.saveClaim(id, upn);
  expect((await tenant.signIn(user, { application })).xml).toContain('claims/upn"');
  const idpCert = Buffer.from(key.certificate.der).toString('base64');
  const { profile } = await saml(audience, idpCert).validatePostResponseAsync({ ...after.fields });
  expect(profile?.issuer).toBe(`https://sts.windows.net/${tenant.id}/${appId}`);
  await expect(
    saml(issuer, idpCert).validatePostResponseAsync({ ...after.fields }),
  ).rejects.toThrow(/audience/i);
});
