import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAuthnRequest } from '../../saml/authn-request.ts';
import { Browser, csrfToken, sentRequest } from '../testing/browser.ts';
import { type SpUnderTest, spUnderTest, ssoLoginUrl, today } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());
const browser = () => new Browser(under.sp);

test('sends a valid AuthnRequest by redirect', async () => {
  const answer = await browser().signIn();
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toMatch(`${ssoLoginUrl}?SAMLRequest=`);
  expect(answer.headers['cache-control']).toBe('no-store');
  const request = readAuthnRequest(Buffer.from(sentRequest(answer.headers.location)));
  expect(request).toMatchObject({
    id: expect.stringMatching(/^_[0-9a-f]{40}$/),
    version: '2.0',
    issueInstant: today.toISOString(),
    issuer: 'http://sp.test/saml/contoso/metadata',
    destination: ssoLoginUrl,
    assertionConsumerServiceURL: 'http://sp.test/saml/contoso/assert',
    protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    nameIDPolicy: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
    forceAuthn: false,
    hasSignature: false,
  });
});

test('binds the request to the browser with a cookie that comes back on a cross-site post', async () => {
  const person = browser();
  const answer = await person.signIn();
  const cookie = answer.cookies.find(({ name }) => name === 'peakon_pending');
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'None', path: '/' });
  expect((await person.signIn()).cookies.map(({ name }) => name)).not.toContain('peakon_pending');
});

test('requests a fresh sign-in and a class when the company requires them', async () => {
  const other = await spUnderTest({ forceAuthn: true, requestedAuthnContext: 'urn:x:y' });
  const { location } = (await new Browser(other.sp).signIn()).headers;
  const request = readAuthnRequest(Buffer.from(sentRequest(location)));
  expect(request.forceAuthn).toBe(true);
  expect(request.requestedAuthnContext).toEqual({ comparison: 'exact', classRefs: ['urn:x:y'] });
  await other.sp.close();
});

describe('RelayState', () => {
  const relayState = async (to?: string) => {
    const { location } = (await browser().signIn(undefined, to)).headers;
    return new URL(String(location)).searchParams.get('RelayState');
  };
  test('carries a path of ours', async () =>
    expect(await relayState('/account?a=1&b=2')).toBe('/account?a=1&b=2'));
  test('is left out without one', async () => expect(await relayState()).toBeNull());
  test('never carries another site', async () =>
    expect(await relayState('//evil.test')).toBeNull());
  test('has at most 80 bytes', async () => {
    expect(await relayState(`/${'a'.repeat(79)}`)).toHaveLength(80);
    expect(await relayState(`/${'a'.repeat(80)}`)).toBeNull();
  });
});

test('says who signs in, if the user typed it', async () => {
  const typed = await browser().signIn(' b.simon@CONTOSO.com ');
  const hint = ({ headers }: typeof typed) =>
    new URL(String(headers.location)).searchParams.getAll('login_hint');
  expect(hint(typed)).toEqual(['b.simon@CONTOSO.com']);
  expect(hint(await browser().get('/login?company=contoso'))).toEqual([]);
});

describe('finding the company', () => {
  test('whatever the case of the address', async () => {
    expect((await browser().signIn(' b.simon@CONTOSO.com ')).statusCode).toBe(303);
  });
  test('by the mail domain, for a person who is not an employee', async () => {
    expect((await browser().signIn('anybody@contoso.com')).statusCode).toBe(303);
  });
  test('directly, by its id', async () => {
    const answer = await browser().get('/login?company=contoso&to=/account');
    expect(answer.statusCode).toBe(303);
    const { searchParams } = new URL(String(answer.headers.location));
    expect(searchParams.get('RelayState')).toBe('/account');
  });
  test('by a choice, when the person works for several', async () => {
    const { administration } = under.sp;
    await administration.createCompany({ id: 'second', name: 'Second & Sons' });
    const employee = { firstName: 'T', lastName: 'Two', email: 'two@example.com' };
    await administration.addEmployee({ ...employee, companyId: 'contoso' });
    await administration.addEmployee({ ...employee, companyId: 'second' });
    const answer = await browser().signIn('two@example.com', '/account?x=1');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('/login?company=contoso&amp;to=%2Faccount%3Fx%3D1');
    expect(answer.body).toContain('Second &amp; Sons');
  });
});

describe('refuses', () => {
  test.each([
    ['an unknown address', 'nobody@nowhere.test', 404, 'This e-mail address is unknown here'],
    ['no address', ' ', 400, 'Enter your e-mail address'],
    ['half an address', 'b.simon', 404, 'This e-mail address is unknown'],
    ['a very long one', `${'a'.repeat(5000)}@contoso.com`, 404, 'This e-mail address is unknown'],
  ])('%s, and keeps what was typed', async (_title, email, status, text) => {
    const person = browser();
    const answer = await person.signIn(email, '/account');
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain(text);
    expect(answer.body).toContain(`value="${email}"`);
    expect(answer.body).toContain('name="to" value="/account"');
    expect(person.cookies.has('peakon_pending')).toBe(false);
  });

  test('a company without single sign-on', async () => {
    await under.sp.administration.createCompany({
      id: 'off',
      name: 'Off Ltd',
      domains: ['off.test'],
    });
    const answer = await browser().signIn('a@off.test');
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Off Ltd has not enabled single sign-on');
  });

  test('a form without our token', async () => {
    const person = browser();
    const page = await person.get('/login');
    const email = 'B.Simon@contoso.com';
    expect((await person.post('/login', { email })).statusCode).toBe(403);
    const stranger = browser();
    await stranger.get('/login');
    const _csrf = csrfToken(page.body);
    expect((await stranger.post('/login', { email, _csrf })).statusCode).toBe(403);
    expect((await person.post('/login', { email, _csrf })).statusCode).toBe(303);
  });
});
