/** Messages that other libraries make are read and judged rightly when a capture is explained. */
import { randomUUID } from 'node:crypto';
import { SAML } from '@node-saml/node-saml';
import { Constants, IdentityProvider, ServiceProvider } from 'samlify';
import { describe, expect, test } from 'vitest';
import { readCertificate, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { captured, explained, har, harEntry } from '../../explain/testing/captures.ts';
import { samlifyIdentityProvider } from './testing/samlify-idp.ts';

const entityId = 'https://sp.example.test/metadata';
const acs = 'https://sp.example.test/acs';
const login = 'https://login.example.test/saml2';
const serviceProvider = { entityId, acsUrls: [acs] };
const { post, redirect } = Constants.namespace.binding;
const samlifySp = ServiceProvider({
  entityID: entityId,
  wantAssertionsSigned: true,
  assertionConsumerService: [{ Binding: post, Location: acs }],
});
const { certificate } = await makeSigningCertificate({ subject: 'CN=idp', notBefore: new Date() });
const ids = ({ causes }: { causes: readonly { id: string }[] }) => causes.map(({ id }) => id);

describe('a response of samlify', async () => {
  const idp = await samlifyIdentityProvider(samlifySp.getMetadata());
  const given = {
    serviceProvider,
    idpEntityId: idp.entityId,
    certificates: idp.certificates.map((der) => readCertificate(der)),
  };
  test('right', async () => {
    const found = await explained(
      await idp.issue({ nameId: 'someone@example.test', inResponseTo: '_a' }),
      given,
    );
    expect(found.signatures.map(({ verdict }) => verdict)).toEqual(['valid']);
    expect(ids(found)).toEqual([]);
  });
  test('for another audience', async () => {
    const found = await explained(
      await idp.issue({
        nameId: 'someone@example.test',
        inResponseTo: '_a',
        audience: 'https://other.test',
      }),
      given,
    );
    expect(ids(found)).toEqual(['audience']);
  });
});

describe('a request', () => {
  const nodeSaml = (options: object = {}) =>
    new SAML({
      issuer: entityId,
      callbackUrl: acs,
      entryPoint: login,
      idpCert: toPem(certificate),
      generateUniqueId: () => `_${randomUUID()}`,
      identifierFormat: null,
      ...options,
    });
  test('of node-saml by HTTP-Redirect', async () => {
    const url = await nodeSaml().getAuthorizeUrlAsync('state', undefined, {});
    const found = await explained(har(harEntry({ url })), { serviceProvider });
    expect(found.request).toMatchObject({
      binding: 'HTTP-Redirect',
      relayState: 'state',
      layers: ['base64', 'DEFLATE'],
    });
    expect(ids(found)).toEqual([]);
  });
  test('of node-saml by HTTP-POST, which it DEFLATEs unless told otherwise', async () => {
    const posted = async (options: object) => {
      const form = await nodeSaml({
        authnRequestBinding: 'HTTP-POST',
        ...options,
      }).getAuthorizeMessageAsync('state');
      const SAMLRequest = String(form.SAMLRequest);
      return har(harEntry({ method: 'POST', url: login, form: { SAMLRequest } }));
    };
    expect(ids(await explained(await posted({}), { serviceProvider }))).toEqual(['deflated-post']);
    expect(
      ids(await explained(await posted({ skipRequestCompression: true }), { serviceProvider })),
    ).toEqual([]);
  });
  test('of samlify', async () => {
    const idp = IdentityProvider({
      entityID: 'https://idp.test',
      singleSignOnService: [{ Binding: redirect, Location: login }],
    });
    const { context } = samlifySp.createLoginRequest(idp, 'redirect');
    expect(ids(await explained(context, { serviceProvider }))).toEqual([]);
    expect((await captured(context)).messages).toHaveLength(1);
  });
});
