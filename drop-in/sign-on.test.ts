import { describe, expect, test } from 'vitest';
import { describeMessage } from '../saml/describe-message.ts';
import { openIdpMetadata } from '../saml/idp-metadata.ts';
import { base, dropInSite, fillIn, nodeSaml, posted, serviceProvider } from './testing/site.ts';

const site = await dropInSite();
const saml = nodeSaml(site.certificate);
const path = (url: string) => url.replace('http://localhost', '');
const sso = '/simplesaml/saml2/idp/SSOService.php';

/** Goes to the identity provider with a request. @returns the answer, and the browser */
async function begin(options: object = {}, relayState = 'here') {
  const url = await nodeSaml(site.certificate, options).getAuthorizeUrlAsync(
    relayState,
    undefined,
    {},
  );
  const browser = site.browser();
  return { browser, answer: await browser.get(path(url)) };
}

async function signIn(userName = 'user1', password = 'user1pass') {
  const { browser, answer } = await begin();
  const page = await fillIn(browser, String(answer.headers.location), userName, password);
  return { browser, page };
}

describe('a sign-in', () => {
  test('ends in a Response that node-saml accepts with every check on, with the attributes of the image', async () => {
    const { page } = await signIn();
    const { action, ...container } = posted(page.body);
    expect(action).toBe(serviceProvider.assertionConsumerService);
    expect(container.RelayState).toBe('here');
    const { profile } = await saml.validatePostResponseAsync(container);
    expect(profile).toMatchObject({
      issuer: `${base}/saml2/idp/metadata.php`,
      nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
      spNameQualifier: serviceProvider.entityId,
      uid: '1',
      eduPersonAffiliation: 'group1',
      email: 'user1@example.com',
    });
  });

  test('gives the message the shape of SimpleSAMLphp: valid by the schema, five minutes long, a session of eight hours', async () => {
    const { page } = await signIn('user2', 'user2pass');
    const xml = Buffer.from(posted(page.body).SAMLResponse, 'base64');
    const { schemaErrors, assertions } = describeMessage(xml);
    expect(schemaErrors).toEqual([]);
    expect(assertions).toHaveLength(1);
    const text = xml.toString();
    expect(text).toContain(
      '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password<',
    );
    expect(text).toContain('<saml:AttributeValue xsi:type="xs:string">user2@example.com<');
    expect(text).toContain('NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"');
    const instant = (name: string) =>
      Date.parse(new RegExp(`${name}="([^"]+)"`).exec(text)?.[1] ?? '');
    const issued = instant('IssueInstant');
    expect(instant('NotBefore') - issued).toBe(-30_000);
    expect(instant('NotOnOrAfter') - issued).toBe(300_000);
    expect(instant('SessionNotOnOrAfter') - instant('AuthnInstant')).toBe(8 * 3600_000);
  });

  test('shows the form again for a wrong password, in the words of SimpleSAMLphp, and then takes the right one', async () => {
    const { browser, answer } = await begin();
    const location = String(answer.headers.location);
    const refused = await fillIn(browser, location, 'user1', 'user2pass');
    expect([refused.statusCode, refused.body]).toEqual([
      200,
      expect.stringContaining('Incorrect username or password'),
    ]);
    expect(refused.body).toContain('value="user1"');
    expect((await fillIn(browser, location)).body).toContain('SAMLResponse');
  });

  test('is not asked for again in the same browser, until eight hours are over; ForceAuthn asks at once', async () => {
    const { browser } = await signIn();
    const again = async (options = {}) =>
      browser.get(
        path(await nodeSaml(site.certificate, options).getAuthorizeUrlAsync('', undefined, {})),
      );
    expect((await again()).body).toContain('SAMLResponse');
    expect((await again({ forceAuthn: true })).statusCode).toBe(302);
    const now = site.time.now;
    site.time.now = new Date(now.getTime() + 8 * 3600_000);
    expect((await again()).statusCode).toBe(302);
    site.time.now = now;
  });

  test('without a session and a page is refused with NoPassive', async () => {
    const { answer } = await begin({ passive: true });
    const { SAMLResponse } = posted(answer.body);
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
    expect(profile).toBeNull(); // node-saml's answer to NoPassive of a signed Response
  });

  test('begins at the identity provider too, with a RelayState', async () => {
    const browser = site.browser();
    const id = encodeURIComponent(serviceProvider.entityId);
    const { headers } = await browser.get(`${sso}?spentityid=${id}&RelayState=deep`);
    const page = await fillIn(browser, String(headers.location));
    const { RelayState, SAMLResponse } = posted(page.body);
    expect(RelayState).toBe('deep');
    expect(Buffer.from(SAMLResponse, 'base64').toString()).not.toContain('InResponseTo');
  });

  test('takes a request by HTTP-POST', async () => {
    const form = await nodeSaml(site.certificate, {
      authnRequestBinding: 'HTTP-POST',
      skipRequestCompression: true,
    }).getAuthorizeMessageAsync('', undefined, {});
    const browser = site.browser();
    const { statusCode } = await browser.post(sso, { SAMLRequest: String(form.SAMLRequest) });
    expect(statusCode).toBe(302);
  });

  test('is reported to the lab: who asked, who signed in, with the messages', async () => {
    site.reports.length = 0;
    await signIn();
    const [asked, answered] = site.reports.map(({ exchange }) => exchange);
    expect(asked).toMatchObject({ outcome: 'unfinished', request: { binding: 'HTTP-Redirect' } });
    expect(answered).toMatchObject({
      outcome: 'success',
      user: 'user1',
      identityProvider: { name: 'test-saml-idp' },
      response: { address: serviceProvider.assertionConsumerService },
    });
    expect(site.reports[0]?.keys[0]).toBe(site.reports[1]?.keys[0]);
  });
});

describe('is refused with a sentence', () => {
  test('a request of another service provider', async () => {
    site.reports.length = 0;
    const { answer } = await begin({ issuer: 'http://other.example' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(
      'is from &quot;http://other.example&quot;, and this identity provider knows',
    );
    expect(site.reports[0]?.exchange.refusal?.code).toBe('unknown_service_provider');
  });

  test('a request that is none', async () => {
    const browser = site.browser();
    expect((await browser.get(sso)).body).toContain(
      'takes an AuthnRequest in the parameter SAMLRequest',
    );
    expect((await browser.get(`${sso}?SAMLRequest=x`)).body).toContain('is not base64');
  });

  test('the form in another browser: nobody can be made to sign in as somebody else', async () => {
    const { answer } = await begin();
    const other = site.browser();
    const state =
      new URL(String(answer.headers.location), base).searchParams.get('AuthState') ?? '';
    const login = '/simplesaml/module.php/core/loginuserpass.php';
    const form = { AuthState: state, username: 'user1', password: 'user1pass' };
    const posting = await other.post(login, form);
    expect([posting.statusCode, posting.body]).toEqual([
      400,
      expect.stringContaining('This sign-in was not started in this browser'),
    ]);
    expect((await other.get(`${login}?AuthState=${state}`)).statusCode).toBe(400);
  });

  test('the form of a page of another site', async () => {
    const { browser, answer } = await begin();
    const location = String(answer.headers.location);
    const form = {
      AuthState: location.split('=')[1] ?? '',
      username: 'user1',
      password: 'user1pass',
    };
    const headers = { origin: 'http://localhost:9000', 'sec-fetch-site': 'same-site' };
    const posting = await browser.post(location.split('?')[0] ?? '', form, headers);
    expect(posting.statusCode).toBe(403);
  });

  test('a form that waited longer than an hour', async () => {
    const { browser, answer } = await begin();
    const now = site.time.now;
    site.time.now = new Date(now.getTime() + 3600_000);
    expect((await browser.get(String(answer.headers.location))).statusCode).toBe(400);
    site.time.now = now;
  });
});

test('a sign-in changes the cookie, so that one planted before is worth nothing', async () => {
  const { browser, answer } = await begin();
  const before = browser.cookies.headerFor(base);
  await fillIn(browser, String(answer.headers.location));
  expect(browser.cookies.headerFor(base)).not.toBe(before);
  const { statusCode } = await site.app.inject({
    url: '/simplesaml/module.php/core/authenticate.php?as=example-userpass',
    headers: { cookie: before ?? '' },
  });
  expect(statusCode).toBe(302); // to the form: nobody is signed in there
});

test('the metadata names itself by the host and port that it was asked for at, and its certificate verifies the Responses', async () => {
  const { body, headers } = await site.app.inject({
    url: '/simplesaml/saml2/idp/metadata.php',
    headers: { host: 'localhost:8083' },
  });
  expect(headers['content-type']).toBe('application/xml');
  using metadata = openIdpMetadata(Buffer.from(body));
  const at = (path: string) => `http://localhost:8083/simplesaml/saml2/idp/${path}`;
  const Redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
  expect(metadata.descriptor).toMatchObject({
    entityId: at('metadata.php'),
    singleSignOn: [{ binding: Redirect, location: at('SSOService.php') }],
    singleLogout: [{ binding: Redirect, location: at('SingleLogoutService.php') }],
    signingCertificates: [site.certificate.replaceAll(/-----[A-Z ]+-----|\n/g, '')],
  });
});

test.each(['/', '/simplesaml', '/simplesaml/'])(
  '%s leads to the front page, for health checks',
  async (url) => {
    const { headers } = await site.app.inject(url);
    const page = await site.app.inject(String(headers.location));
    expect([page.statusCode, page.body]).toEqual([
      200,
      expect.stringContaining('Mock – for testing only'),
    ]);
  },
);
