import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { base64, redirectTo, type Seen } from '../testing/browser.ts';
import {
  appId,
  authnRequest,
  identifier,
  password,
  type RequestParts,
  replyUrl,
  tenantId,
} from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const sso = `/${tenantId}/saml2`;

/** A request as it was met in a public report, with the addresses of this test. */
const met = (name: string) =>
  readFileSync(new URL(`testing/requests/${name}`, import.meta.url), 'utf8')
    .trim()
    .replaceAll('http://localhost:4221/saml/contoso/metadata', identifier)
    .replaceAll('http://localhost:4221/saml/contoso/assert', replyUrl);

const byRedirect = (xml: string) => lab.browser.get(redirectTo(xml));
const byPost = (xml: string) => lab.browser.post(sso, { SAMLRequest: base64(xml) });
const words = (page: Seen) =>
  page.body
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"');
const advice = (page: Seen) => /id="advice">([^<]*)</.exec(words(page))?.[1] ?? '';
const askedToSignIn = (page: Seen) => page.body.includes('id="i0116"');

describe('one code for each stage of decoding', () => {
  test('base64 without DEFLATE in a query: 750055, and the reason', async () => {
    const page = await lab.browser.get(`${sso}?${met('redirect-base64-only.txt')}`);
    expect(page.aadsts).toBe(750055);
    expect(page.body).toContain('AADSTS750055: SAML message was not properly DEFLATE-encoded.');
    expect(advice(page)).toMatch(/^The message is base64 only/);
    const posted = await lab.browser.post(sso, { SAMLRequest: base64(authnRequest()) });
    expect(askedToSignIn(posted)).toBe(true);
  });

  test.each([
    ['base64url', (value: string) => value.replaceAll('+', '-').replaceAll('/', '_')],
    ['a cut end', (value: string) => value.slice(0, -1)],
    ['quotes', (value: string) => `"${value}"`],
  ])('%s: 750056', async (_, spoil) => {
    // Long enough to contain the two characters in which base64url differs.
    const value = base64(`${authnRequest()}<!-- ${'?>ÿ~'.repeat(20)} -->`);
    expect(value).toMatch(/\+.*\/|\/.*\+/);
    const page = await lab.browser.post(sso, { SAMLRequest: spoil(value) });
    expect(page.aadsts).toBe(750056);
    expect(page.body).toContain('AADSTS750056: SAML message was not properly base64-encoded.');
    expect(askedToSignIn(await lab.browser.post(sso, { SAMLRequest: value }))).toBe(true);
  });

  test('an ampersand that is not escaped: 7500525 with its place, by either binding', async () => {
    const xml = met('unescaped-ampersand.xml');
    const position = xml.indexOf('&b=2') + 1;
    for (const page of [await byRedirect(xml), await byPost(xml)]) {
      expect(page.aadsts).toBe(7500525);
      const [, line, at] =
        /XML error in the SAML message at line (\d+), position (\d+)\./.exec(page.body) ?? [];
      expect(Number(line)).toBe(1);
      // libxml2 notices it within the name after the ampersand.
      expect(Math.abs(Number(at) - position)).toBeLessThan(5);
    }
    expect(askedToSignIn(await byRedirect(xml.replace('?a=1&b=2', '')))).toBe(true);
  });

  test.each<[string, string, string]>([
    ['a DTD', `<!DOCTYPE a>\n${authnRequest()}`, 'line 1, position 1'],
    ['a DTD on another line', `<!-- é -->\n  <!DOCTYPE a>${authnRequest()}`, 'line 2, position 3'],
    ['an end tag that is missing', '<a>\n<b>\n</a>', 'line 3, position 5'],
  ])('%s: 7500525', async (_, xml, place) => {
    const page = await byPost(xml);
    expect(page.aadsts).toBe(7500525);
    expect(page.body).toContain(`at ${place}.`);
  });
});

describe('a value of the wrong type', () => {
  test.each([
    ['forceauthn-True.xml', 'ForceAuthn'],
    ['ispassive-True.xml', 'IsPassive'],
  ])('%s: 7500525 names the attribute; the right spelling is served', async (file, name) => {
    const xml = met(file);
    const page = await byRedirect(xml);
    expect(page.aadsts).toBe(7500525);
    const position = xml.indexOf(`${name}=`) + 1;
    expect(page.body).toContain(`at line 1, position ${position}.`);
    expect(advice(page)).toMatch(new RegExp(`^${name} is "True", and must be an xs:boolean`));
    expect(askedToSignIn(await byRedirect(xml.replace('"True"', '"false"')))).toBe(true);
  });

  test.each(['TRUE', 'yes', '', '2', '-1', 'true\u00a0'])(
    'ForceAuthn="%s": 7500525',
    async (value) => {
      const page = await byRedirect(authnRequest({ attributes: { ForceAuthn: value } }));
      expect(page.aadsts).toBe(7500525);
    },
  );

  test.each<[string, boolean]>([
    [' true ', true],
    ['\n1\t', true],
    ['false', false],
    [' 0', false],
  ])('ForceAuthn=%j is %s', async (value, forced) => {
    const { browser } = lab;
    await browser.signIn(await browser.get(redirectTo(authnRequest())));
    const escaped = value.replace('\n', '&#10;').replace('\t', '&#9;');
    const xml = authnRequest().replace(' Version=', ` ForceAuthn="${escaped}" Version=`);
    const page = await byRedirect(xml);
    expect(page.response === undefined).toBe(forced);
  });
});

describe('content', () => {
  test('a Windows domain name as NameID format: 750161 with the four formats, before the sign-in page', async () => {
    const page = await byRedirect(met('nameid-windows.xml'));
    expect(page.aadsts).toBe(750161);
    expect(words(page)).toContain(
      "AADSTS750161: Allowed SAML authentication request's NameIDPolicy formats are: urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified, urn:oasis:names:tc:SAML:2.0:nameid-format:persistent, urn:oasis:names:tc:SAML:2.0:nameid-format:transient.",
    );
    expect(advice(page)).toContain('WindowsDomainQualifiedName');
  });

  test.each(['id-slash-plus.xml'])('%s: 7500529 with its second sentence', async (file) => {
    const page = await byRedirect(met(file));
    expect(page.aadsts).toBe(7500529);
    expect(words(page)).toContain(
      "AADSTS7500529: The value 'p0hxHdKbylFDd2/hzGyKUTil+vml9g==' is not a valid SAML ID. The ID must not begin with a number.",
    );
  });

  test('a comparison: 900235 in the words and the letter case of Entra', async () => {
    const page = await byRedirect(
      authnRequest({
        comparison: 'minimum',
        classRefs: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'],
      }),
    );
    expect(words(page)).toContain(
      "AADSTS900235: SAML authentication request's RequestedAuthenticationContext Comparison value must be 'exact'. Received value: 'Minimum'.",
    );
  });

  test('a class that is an address is quoted in full: 75011', async () => {
    const start = await byRedirect(met('rac-refeds-mfa.xml'));
    const page = await lab.browser.signIn(start);
    expect(page.aadsts).toBe(75011);
    expect(words(page)).toContain(
      "doesn't match requested authentication method 'https://refeds.org/profile/mfa'.",
    );
  });
});

describe('a near miss is named first, with the application and a link to the setting', () => {
  const settings = () => `/admin/apps/${lab.servicePrincipalId}/single-sign-on/basic`;

  test.each<[string, RequestParts, string]>([
    ['a slash', { issuer: `${identifier}/` }, 'a slash at the end'],
    ['letter case', { issuer: identifier.toUpperCase() }, 'letter case'],
    ['a scheme', { issuer: identifier.replace('http:', 'https:') }, 'the scheme (http or https)'],
    ['a port', { issuer: identifier.replace(':4200', '') }, 'the port'],
  ])('Issuer: %s', async (_, parts, difference) => {
    const page = await byRedirect(authnRequest(parts));
    expect(page.aadsts).toBe(700016);
    expect(words(page)).toContain("in the directory 'Contoso'.");
    expect(advice(page)).toMatch(
      /^The Issuer of the request differs from \S+, an Identifier of Peakon, only in /,
    );
    expect(advice(page)).toContain(`only in ${difference}.`);
    expect(page.body).toContain(`href="${settings()}"`);
  });

  test.each<[string, string, string]>([
    ['a slash', `${replyUrl}/`, 'a slash at the end'],
    ['a blank', `${replyUrl} `, 'white space'],
    ['%20', `${replyUrl}%20`, '%20 or another percent-encoded character and white space'],
    ['the scheme', replyUrl.replace('http:', 'https:'), 'the scheme (http or https)'],
  ])(
    'Reply URL: %s; the message calls the application as the request does',
    async (_, acs, difference) => {
      const page = await byRedirect(
        authnRequest({ attributes: { AssertionConsumerServiceURL: acs } }),
      );
      expect(page.aadsts).toBe(50011);
      expect(words(page)).toContain(`configured for the application '${identifier}'.`);
      expect(advice(page)).toContain(`a Reply URL of Peakon, only in ${difference}.`);
      expect(page.body).toContain(`href="${settings()}"`);
    },
  );

  test('a name that is really another one is not compared', async () => {
    const page = await byRedirect(authnRequest({ issuer: 'urn:another' }));
    expect(page.aadsts).toBe(700016);
    expect(advice(page)).not.toContain('differs');
    expect(page.body).toContain('href="/my-apps"');
  });
});

test('login_hint with the id of a session: 90005; each alone is served', async () => {
  const both = { login_hint: 'B.Simon@contoso.com', sid: 'a' };
  expect((await lab.browser.get(redirectTo(authnRequest(), both))).aadsts).toBe(90005);
  for (const one of [{ login_hint: both.login_hint }, { sid: both.sid }])
    expect((await lab.browser.get(redirectTo(authnRequest(), one))).status).toBe(200);
});

describe('an unsupported property is answered by a Response: 75006 around 90011', () => {
  const scoped = (scoping: string) =>
    authnRequest().replace('</samlp:AuthnRequest>', `${scoping}</samlp:AuthnRequest>`);
  test.each([
    ['Scoping/ProxyCount', '<samlp:Scoping ProxyCount="2"/>'],
    [
      'Scoping/RequesterID',
      '<samlp:Scoping><samlp:RequesterID>a</samlp:RequesterID></samlp:Scoping>',
    ],
  ])('%s', async (property, scoping) => {
    const page = await byRedirect(scoped(scoping));
    expect(page.response).toContain(
      'status:Requester"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported"',
    );
    expect(page.response).toContain(
      `AADSTS75006: An error occurred while processing a SAML2 Authentication request. AADSTS90011: The SAML authentication request property '${property}' is not supported.\n`,
    );
    expect(page.form.action).toBe(replyUrl);
    expect(askedToSignIn(await byRedirect(scoped('<samlp:Scoping/>')))).toBe(true);
  });
});

describe('an account of another tenant', () => {
  const other = '99999999-0000-cccc-1111-dddd2222eeee';
  const signInElsewhere = async () => {
    const { directory } = lab.idp;
    await directory.createTenant({ id: other, displayName: 'Fabrikam', domain: 'fabrikam.com' });
    const user = 'ann@fabrikam.com';
    await directory.createUser({
      tenantId: other,
      userPrincipalName: user,
      displayName: 'Ann',
      password,
    });
    const { appId, servicePrincipalId } = await directory.addApplication({
      tenantId: other,
      displayName: 'Theirs',
    });
    await directory.configureSaml(servicePrincipalId, {
      identifierUris: ['urn:theirs'],
      replyUrls: [replyUrl],
    });
    await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired: false });
    await directory.addTokenSigningCertificate(servicePrincipalId);
    const start = await lab.browser.get(`/api/signin/${appId}?tenantId=${other}`);
    const page = await lab.browser.signIn(start, { user });
    expect(page.response).toContain('>ann@fabrikam.com</NameID>');
  };

  test('50020 on a page that names the account, its issuer, the directory and the application', async () => {
    await signInElsewhere();
    const page = await byRedirect(authnRequest());
    expect(page.aadsts).toBe(50020);
    expect(words(page)).toContain(
      `AADSTS50020: User account 'ann@fabrikam.com' from identity provider 'https://sts.windows.net/${other}/' does not exist in tenant 'Contoso' and cannot access the application '${appId}'(Peakon) in that tenant.`,
    );
    expect(page.body).toContain('href="/common/oauth2/logout"');
    await lab.browser.get('/common/oauth2/logout');
    expect(askedToSignIn(await byRedirect(authnRequest()))).toBe(true);
  });

  test('IsPassive: a Response with 16000; ForceAuthn and login_hint ask to sign in', async () => {
    await signInElsewhere();
    const passive = await byRedirect(authnRequest({ attributes: { IsPassive: 'true' } }));
    expect(passive.response).toContain('status:NoPassive');
    expect(passive.response).toContain("AADSTS16000: User account 'ann@fabrikam.com'");
    const forced = authnRequest({ attributes: { ForceAuthn: 'true' } });
    expect(askedToSignIn(await byRedirect(forced))).toBe(true);
    const hinted = await lab.browser.get(
      redirectTo(authnRequest(), { login_hint: 'B.Simon@contoso.com' }),
    );
    expect(hinted.aadsts).toBeUndefined();
  });
});
