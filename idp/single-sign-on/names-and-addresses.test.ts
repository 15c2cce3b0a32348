import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { redirectTo } from '../testing/browser.ts';
import { appId, authnRequest, identifier, replyUrl, saml, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const met = (name: string) =>
  readFileSync(new URL(`testing/requests/${name}`, import.meta.url), 'utf8')
    .trim()
    .replaceAll('http://localhost:4221/saml/contoso/metadata', identifier)
    .replaceAll('http://localhost:4221/saml/contoso/assert', replyUrl);

const answer = async (xml: string, path?: string) => {
  const start = redirectTo(xml);
  const page = await lab.browser.get(path ? start.replace(/^[^?]+/, path) : start);
  return page.aadsts === undefined && !page.response ? lab.browser.signIn(page) : page;
};
const configure = (changes: Partial<Parameters<typeof lab.idp.directory.configureSaml>[1]>) =>
  lab.idp.directory.configureSaml(lab.servicePrincipalId, { ...saml, ...changes });
const second = 'http://localhost:4200/second';

describe('the appId is one of the names of an application', () => {
  test('a request may use it, in any letter case; the Audience says that it is one', async () => {
    for (const xml of [
      met('issuer-appid.xml'),
      met('issuer-appid.xml').replaceAll('aaaa', 'AAAA'),
    ]) {
      const { response } = await answer(xml);
      expect(response).toMatch(/<Audience>spn:00001111-(?:aaaa|AAAA)-2222-bbbb-3333cccc4444</);
    }
    expect((await answer(authnRequest({ issuer: appId.replace('4444', '4445') }))).aadsts).toBe(
      700016,
    );
  });

  test('an application cannot be added with an appId that is an Identifier', async () => {
    const { directory } = lab.idp;
    const other = 'bbbb1111-aaaa-2222-bbbb-3333cccc4444';
    await configure({ identifierUris: [identifier, other.toUpperCase()] });
    const add = (id: string) =>
      directory.addApplication({ tenantId, displayName: 'Other', appId: id });
    await expect(add(other)).rejects.toMatchObject({
      faults: [{ property: 'appId', code: 'taken', message: expect.stringContaining('Peakon') }],
    });
    await expect(add(other.replace('bbbb', 'cccc'))).resolves.toBeDefined();
  });

  test('another application cannot have it as an Identifier', async () => {
    const { directory } = lab.idp;
    const other = await directory.addApplication({ tenantId, displayName: 'Other' });
    for (const name of [appId, appId.toUpperCase()])
      await expect(
        directory.configureSaml(other.servicePrincipalId, {
          ...saml,
          identifierUris: ['urn:x', name],
        }),
      ).rejects.toMatchObject({
        faults: [
          {
            property: 'identifierUris.1',
            code: 'taken',
            message: expect.stringContaining('Peakon'),
          },
        ],
      });
    await expect(
      directory.configureSaml(other.servicePrincipalId, { ...saml, identifierUris: [other.appId] }),
    ).resolves.not.toThrow();
  });
});

test.each([
  ['https://b.example.test/a%20b', '%20'],
  ['https://b.example.test/a b', 'white space'],
  ['https://*.example.test/metadata', 'contains *'],
])('an Identifier that no request can match is refused at Save: %s', async (name, reason) => {
  await expect(configure({ identifierUris: [identifier, name] })).rejects.toMatchObject({
    faults: [{ property: 'identifierUris.1', message: expect.stringContaining(reason) }],
  });
  await expect(
    configure({ identifierUris: [identifier, 'https://b.example.test/a-b'] }),
  ).resolves.not.toThrow();
});

test('an Issuer with %20, of which an application has the same with a blank less, is named', async () => {
  await configure({ identifierUris: [identifier, 'https://b.example.test/ab'] });
  const page = await answer(met('issuer-percent20.xml'));
  expect(page.aadsts).toBe(700016);
  expect(page.body).toContain('only in %20 or another percent-encoded character');
});

describe('AssertionConsumerServiceIndex', () => {
  const redirectUriSettings = [
    { uri: replyUrl, index: 0 },
    { uri: second, index: 1 },
  ];

  test('is answered at the Reply URL with that index', async () => {
    await configure({ replyUrls: [replyUrl, second], redirectUriSettings });
    const page = await answer(met('acs-index-1.xml'));
    expect(page.form.action).toBe(second);
    expect(page.response).toContain(`Destination="${second}"`);
    expect(page.response).toContain(`Recipient="${second}"`);
    const first = await answer(met('acs-index-1.xml').replace('Index="1"', 'Index="0"'));
    expect(first.form.action).toBe(replyUrl);
  });

  test('that nobody has is an error, also after the Reply URL is gone', async () => {
    await configure({ replyUrls: [replyUrl, second], redirectUriSettings });
    const page = await answer(met('acs-index-99.xml'));
    expect(page.aadsts).toBe(50011);
    expect(page.body).toContain('No Reply URL of Peakon has the index 99.');
    await configure({ replyUrls: [replyUrl], redirectUriSettings });
    expect((await answer(met('acs-index-1.xml'))).aadsts).toBe(50011);
  });

  test('does not count when the request also has a URL', async () => {
    await configure({ replyUrls: [replyUrl, second], redirectUriSettings });
    const both = authnRequest({ attributes: { AssertionConsumerServiceIndex: '1' } });
    expect((await answer(both)).form.action).toBe(replyUrl);
  });

  test.each(['x', '-1', '65536', '1.5', ''])('"%s" is no index: 7500525', async (index) => {
    const xml = met('acs-index-1.xml').replace('Index="1"', `Index="${index}"`);
    expect((await answer(xml)).aadsts).toBe(7500525);
  });

  test.each([
    [
      'twice',
      [
        { uri: replyUrl, index: 1 },
        { uri: second, index: 1 },
      ],
      'repeated',
      1,
    ],
    ['out of range', [{ uri: replyUrl, index: 65_536 }], 'out_of_range', 0],
    ['a fraction', [{ uri: replyUrl, index: 0.5 }], 'out_of_range', 0],
  ])('%s is refused at Save', async (_, settings, code, at) => {
    await expect(
      configure({ replyUrls: [replyUrl, second], redirectUriSettings: settings }),
    ).rejects.toMatchObject({ faults: [{ property: `redirectUriSettings.${at}`, code }] });
  });
});

describe('a Reply URL with a wildcard', () => {
  const pattern = 'https://*.example.test/acs';
  const to = (AssertionConsumerServiceURL: string | undefined) =>
    authnRequest({ attributes: { AssertionConsumerServiceURL } });

  test('allows one label below the domain, and nothing is sent to the pattern', async () => {
    await configure({ replyUrls: [pattern, replyUrl] });
    expect((await answer(to('https://a.example.test/acs'))).form.action).toBe(
      'https://a.example.test/acs',
    );
    for (const other of [pattern, 'https://a.b.example.test/acs', 'https://example.test/acs'])
      expect((await answer(to(other))).aadsts).toBe(50011);
    // The default is the first that is an address.
    expect((await answer(to(undefined))).form.action).toBe(replyUrl);
    expect((await answer(met('acs-index-1.xml'))).aadsts).toBe(50011);
  });

  test('alone leaves nowhere to send a response without a requested address', async () => {
    await configure({ replyUrls: [pattern], redirectUriSettings: [{ uri: pattern, index: 1 }] });
    expect((await answer(to(undefined))).aadsts).toBe(900971);
    expect((await answer(met('acs-index-1.xml'))).aadsts).toBe(50011);
    expect((await lab.browser.get(`/api/signin/${appId}?tenantId=${tenantId}`)).aadsts).toBe(
      900971,
    );
  });

  test('where it never matches is refused at Save', async () => {
    for (const wrong of ['https://*.com/acs', 'https://a.*.example.test/acs'])
      await expect(configure({ replyUrls: [replyUrl, wrong] })).rejects.toMatchObject({
        faults: [{ property: 'replyUrls.1', code: 'malformed' }],
      });
  });
});

describe('/{tenant}/saml2/{id of the servicePrincipal}', () => {
  test('names the application, whatever the Issuer is', async () => {
    const path = `/${tenantId}/saml2/${lab.servicePrincipalId}`;
    const page = await answer(authnRequest({ issuer: 'urn:shared-by-many' }), path);
    expect(page.form.action).toBe(replyUrl);
    expect(page.response).toContain(`<Audience>${identifier}</Audience>`);
    expect((await answer(authnRequest({ issuer: 'urn:shared-by-many' }))).aadsts).toBe(700016);
  });

  test.each(['00000000-0000-0000-0000-000000000000', 'Peakon', appId])('%s: 700016', async (id) => {
    expect((await answer(authnRequest(), `/${tenantId}/saml2/${id}`)).aadsts).toBe(700016);
  });

  test('of another tenant: 700016', async () => {
    const other = '99999999-0000-cccc-1111-dddd2222eeee';
    await lab.idp.directory.createTenant({
      id: other,
      displayName: 'Fabrikam',
      domain: 'fabrikam.com',
    });
    const page = await answer(authnRequest(), `/${other}/saml2/${lab.servicePrincipalId}`);
    expect(page.aadsts).toBe(700016);
    expect(page.body).toContain('Fabrikam');
  });
});
