import { describe, expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { base64, redirectTo } from '../testing/browser.ts';
import { appId, authnRequest, bSimon, identifier, replyUrl, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();

const sso = `/${tenantId}/saml2`;
const HOUR = 3_600_000;

describe('both bindings lead to the self-posting form', () => {
  test('redirect', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    expect(page.form.action).toBe(replyUrl);
    expect(Object.keys(page.form.fields)).toEqual(['SAMLResponse']);
    expect(page.response).toContain('InResponseTo="id6c1c178c166d486687be4aaf5e482730"');
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('POST', async () => {
    const first = await lab.browser.post(sso, {
      SAMLRequest: base64(authnRequest()),
      RelayState: 'x',
    });
    const page = await lab.browser.signIn(first);
    expect(page.form.fields.RelayState).toBe('x');
    expect(page.response).toContain('InResponseTo="id6c1c178c166d486687be4aaf5e482730"');
  });
});

test.each([
  '',
  'https://sp.example/?a=1&b="2"',
  '<script>alert(1)</script>',
  'ä 漢 😀',
  'a'.repeat(5000),
])('RelayState comes back unchanged: %s', async (RelayState) => {
  const first = await lab.browser.get(redirectTo(authnRequest(), { RelayState }));
  const page = await lab.browser.signIn(first);
  expect(page.form.fields.RelayState).toBe(RelayState);
  expect(page.body).not.toContain('<script>alert');
});

describe('a live session', () => {
  test('shows no page; AuthnInstant is when the password was checked', async () => {
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    lab.advance(2 * HOUR);
    const page = await lab.browser.get(redirectTo(authnRequest()));
    expect(page.response).toContain('AuthnInstant="2026-03-01T08:00:00.123Z"');
    expect(page.response).toContain('IssueInstant="2026-03-01T10:00:00.123Z"');
  });

  test.each(['true', '1'])('ForceAuthn="%s" asks again', async (ForceAuthn) => {
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    lab.advance(HOUR);
    const again = await lab.browser.get(redirectTo(authnRequest({ attributes: { ForceAuthn } })));
    expect(again.response).toBeUndefined();
    expect(again.form.fields.loginfmt).toBe(bSimon);
    const page = await lab.browser.signIn(again);
    expect(page.response).toContain('AuthnInstant="2026-03-01T09:00:00.123Z"');
  });

  test.each(['false', '0'])('ForceAuthn="%s" does not ask again', async (ForceAuthn) => {
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    const again = await lab.browser.get(redirectTo(authnRequest({ attributes: { ForceAuthn } })));
    expect(again.response).toContain('<Assertion ');
  });
});

describe('IsPassive', () => {
  const passive = () =>
    redirectTo(authnRequest({ attributes: { IsPassive: 'true' } }), { RelayState: 'r' });

  test('without a session the response is NoPassive (entra-saml.md 2.6)', async () => {
    const page = await lab.browser.get(passive());
    expect(page.form.action).toBe(replyUrl);
    expect(page.form.fields.RelayState).toBe('r');
    expect(page.response).not.toContain('<Assertion');
    expect(page.response).toMatch(
      /<samlp:StatusCode Value="[^"]+:Responder"><samlp:StatusCode Value="[^"]+:NoPassive"\/><\/samlp:StatusCode><samlp:StatusMessage>AADSTS50058: [^\n]+\nTrace ID: [0-9a-f-]+\nCorrelation ID: [0-9a-f-]+\nTimestamp: 2026-03-01 08:00:00Z</,
    );
    expect(page.response).toContain('InResponseTo="id6c1c178c166d486687be4aaf5e482730"');
  });

  test('with a session and ForceAuthn the response is NoPassive', async () => {
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    const attributes = { IsPassive: 'true', ForceAuthn: 'true' };
    const page = await lab.browser.get(redirectTo(authnRequest({ attributes })));
    expect(page.response).toContain(':NoPassive"');
    expect(page.response).not.toContain('<Assertion');
  });

  test('with a session it signs in', async () => {
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    expect((await lab.browser.get(passive())).response).toContain('<Assertion ');
  });
});

test('login_hint fills in the user name', async () => {
  const page = await lab.browser.get(redirectTo(authnRequest(), { login_hint: bSimon }));
  expect(page.form.fields.loginfmt).toBe(bSimon);
});

test('without an AssertionConsumerServiceURL the first Reply URL is used', async () => {
  await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
    identifierUris: [identifier],
    replyUrls: ['https://first.example/acs', replyUrl],
  });
  const request = authnRequest({ attributes: { AssertionConsumerServiceURL: undefined } });
  expect((await lab.browser.signIn(await lab.browser.get(redirectTo(request)))).form.action).toBe(
    'https://first.example/acs',
  );
  expect((await lab.browser.get(redirectTo(authnRequest()))).form.action).toBe(replyUrl);
});

test('the Audience is the Identifier that the request names', async () => {
  await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
    identifierUris: [identifier, 'peakon-two'],
    replyUrls: [replyUrl],
  });
  const page = await lab.browser.signIn(
    await lab.browser.get(redirectTo(authnRequest({ issuer: 'peakon-two' }))),
  );
  expect(page.response).toContain('<Audience>spn:peakon-two</Audience>');
});

describe('NameID by request', () => {
  const nameIdOf = (xml = '') => /<NameID Format="([^"]+)">([^<]+)</.exec(xml)?.slice(1) ?? [];
  const ask = async (nameIDFormat: string) =>
    nameIdOf((await lab.browser.get(redirectTo(authnRequest({ nameIDFormat })))).response);

  test('persistent is stable, transient changes', async () => {
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())));
    const persistent = await ask(nameIdFormat.persistent);
    expect(persistent).toEqual([nameIdFormat.persistent, expect.stringMatching(/^[\w-]{43}$/)]);
    expect(await ask(nameIdFormat.persistent)).toEqual(persistent);
    const transient = await ask(nameIdFormat.transient);
    expect(transient[0]).toBe(nameIdFormat.transient);
    expect(await ask(nameIdFormat.transient)).not.toEqual(transient);
    expect(await ask(nameIdFormat.unspecified)).toEqual([nameIdFormat.unspecified, bSimon]);
  });
});

/** Variants that real service providers send. */
const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
const assertion = 'urn:oasis:names:tc:SAML:2.0:assertion';
const head = `ID="_1" Version="2.0" IssueInstant="2026-03-01T08:00:00Z"`;
const issuer = `<Issuer xmlns="${assertion}">${identifier}</Issuer>`;
test.each([
  [
    'prefixes ns0 and ns1',
    `<ns0:AuthnRequest xmlns:ns0="${protocol}" xmlns:ns1="${assertion}" ${head}><ns1:Issuer>${identifier}</ns1:Issuer></ns0:AuthnRequest>`,
  ],
  ['no prefix', `<AuthnRequest xmlns="${protocol}" ${head}>${issuer}</AuthnRequest>`],
  [
    'single quotes, a declaration and white space',
    `<?xml version='1.0'?>\n<AuthnRequest xmlns='${protocol}' ${head.replaceAll('"', "'")}>\n  <Issuer xmlns='${assertion}'>\n    ${identifier}\n  </Issuer>\n</AuthnRequest>`,
  ],
  [
    'an Issuer with a Format',
    `<AuthnRequest xmlns="${protocol}" ${head}><Issuer xmlns="${assertion}" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${identifier}</Issuer></AuthnRequest>`,
  ],
  [
    'a signature, which is ignored',
    `<AuthnRequest xmlns="${protocol}" ${head}>${issuer}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></AuthnRequest>`,
  ],
  [
    'Scoping, Conditions, Extensions, Destination elsewhere',
    `<AuthnRequest xmlns="${protocol}" ${head} Destination="https://elsewhere.example/" Consent="x" ProviderName="y" AttributeConsumingServiceIndex="1">${issuer}<Extensions><x xmlns="urn:x"/></Extensions><Scoping/></AuthnRequest>`,
  ],
])('%s: served', async (_, xml) => {
  expect((await lab.browser.get(redirectTo(xml))).body).toContain('id="i0116"');
  expect((await lab.browser.post(sso, { SAMLRequest: base64(xml) })).body).toContain('id="i0116"');
});

test('a redirect signature is ignored (entra-saml.md 1.6)', async () => {
  const url = redirectTo(authnRequest(), { SigAlg: 'nonsense', Signature: 'AAAA' });
  expect((await lab.browser.get(url)).body).toContain('id="i0116"');
});

test('an expired certificate signs only while there is no valid one', async () => {
  const signed = async () => {
    const page = await lab.browser.get(redirectTo(authnRequest()));
    return /<X509Certificate>([^<]+)/.exec(page.response ?? '')?.[1];
  };
  await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())), { stay: true });
  const first = await signed();
  for (let month = 0; month < 40; month += 2) {
    lab.advance(2 * 30 * 24 * HOUR); // stays within the 90 days of the session
    await signed();
  }
  expect(await signed()).toBe(first);
  const { directory } = lab.idp;
  const newest = async () => {
    await directory.addTokenSigningCertificate(lab.servicePrincipalId);
    const all = await directory.signingCertificates(lab.servicePrincipalId);
    return all.find(({ status }) => status === 'Inactive')?.certificate;
  };
  const second = await newest();
  expect(await signed()).toBe(second);
  lab.advance(HOUR);
  const third = await newest(); // of several valid ones the newest (assumed)
  expect(await signed()).toBe(third);
  const metadata = await lab.browser.get(
    `/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`,
  );
  const keys = [...metadata.body.matchAll(/X509Certificate>([^<]+)</g)].map(([, key]) => key);
  expect(new Set(keys)).toEqual(new Set([first, second, third]));
  const signedBy = /<ds:KeyInfo[\s\S]*?X509Certificate>([^<]+)</.exec(metadata.body)?.[1];
  expect(signedBy).toBe(third); // the one that signs tokens now
});
