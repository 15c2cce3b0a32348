import { deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { base64, redirectTo, type Seen } from '../testing/browser.ts';
import { authnRequest, bSimon, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import {
  addApplication,
  framesOf,
  logoutResponse,
  open,
  peakon,
  sent,
  sessionIndexOf,
  signOutBy,
  statesOn,
  withLogoutUrl,
} from './testing/participants.ts';

const lab = contosoForEachTest();
beforeEach(() => withLogoutUrl(lab));

const sso = `/${tenantId}/saml2`;
const answerBy = (xml: string) =>
  lab.browser.get(
    `${sso}?${new URLSearchParams({ SAMLResponse: deflateRawSync(xml).toString('base64') })}`,
  );
const follow = async (answer: Seen) => {
  expect(answer.status).toBe(303);
  return lab.browser.get(String(answer.headers.location));
};
/** The link to what follows the page. */
const onward = ({ body }: Seen) =>
  /<a href="([^"]+)"[^>]* id="goOn"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
const requestIn = async (servicePrincipalId: string, page: Seen, name: string) =>
  sent(lab, servicePrincipalId, framesOf(page).get(name) ?? '');

describe('the other applications of the session', () => {
  test('get a LogoutRequest in the form of Entra, each in a frame; the one that began gets none', async () => {
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, peakon);
    const sessionIndex = sessionIndexOf(await open(lab.browser, wiki));
    const page = await follow(await signOutBy(lab.browser));
    expect(page.body).toContain('Hang on a moment while we sign you out.');
    expect([...framesOf(page).keys()]).toEqual(['Wiki']);
    const { xml, says, endpoint } = await requestIn(wiki.servicePrincipalId, page, 'Wiki');
    expect(endpoint).toBe(wiki.logoutUrl);
    expect(xml.replace(says.id ?? '', '_id')).toBe(
      `<samlp:LogoutRequest ID="_id" Version="2.0" IssueInstant="2026-03-01T08:00:00.123Z" Destination="${wiki.logoutUrl}" NotOnOrAfter="2026-03-01T09:00:00.123Z" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://sts.windows.net/${tenantId}/</Issuer><NameID xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${bSimon}</NameID><samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex></samlp:LogoutRequest>`,
    );
    expect(says.schemaErrors).toEqual([]);
  });

  test('name the user as in the assertion, if the tenant is set to it', async () => {
    await lab.idp.directory.setRequestChecks(tenantId, { logoutNameId: 'asInAssertion' });
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, peakon);
    await open(lab.browser, wiki);
    const page = await follow(await signOutBy(lab.browser));
    const { xml } = await requestIn(wiki.servicePrincipalId, page, 'Wiki');
    expect(xml).toContain(
      `<NameID xmlns="urn:oasis:names:tc:SAML:2.0:assertion" Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${bSimon}</NameID>`,
    );
  });

  test('redirects of their frames may lead to other hosts, and no frame can lead the page elsewhere', async () => {
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, peakon);
    await open(lab.browser, wiki);
    const page = await follow(await signOutBy(lab.browser));
    const policy = String(page.headers['content-security-policy']);
    expect(/frame-src ([^;]*)/.exec(policy)?.[1]).toBe('http: https:');
    expect([...framesOf(page).keys()]).toEqual(['Wiki']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.body).toContain('sandbox="allow-forms allow-same-origin allow-scripts"');
    expect(page.body).toContain('<noscript><meta http-equiv="refresh" content="6;url=');
  });

  test('are gone from a session that was signed out of', async () => {
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, peakon);
    await open(lab.browser, wiki);
    await follow(await signOutBy(lab.browser));
    expect((await signOutBy(lab.browser, { issuer: wiki.identifier })).aadsts).toBe(50068);
  });

  test('stay in the session when the same user signs in again', async () => {
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, wiki);
    const form = await lab.browser.get(
      redirectTo(authnRequest({ attributes: { ForceAuthn: 'true' } })),
    );
    expectSignedIn(await lab.browser.signIn(form));
    const page = await follow(await signOutBy(lab.browser));
    expect([...framesOf(page).keys()]).toEqual(['Wiki']);
  });
});

describe('what they answer', () => {
  /** Peakon begins; Wiki and Blog are told. */
  async function signingOut() {
    const [wiki, blog] = [await addApplication(lab, 'Wiki'), await addApplication(lab, 'Blog')];
    for (const one of [peakon, wiki, blog]) await open(lab.browser, one);
    const page = await follow(await signOutBy(lab.browser));
    const idOf = async ({ servicePrincipalId, name }: typeof wiki) =>
      (await requestIn(servicePrincipalId, page, name)).says.id ?? '';
    const [toWiki, toBlog] = [await idOf(wiki), await idOf(blog)];
    return { wiki, blog, page, toWiki, toBlog, end: onward(page) };
  }

  test('success from all: the page says so, and leads to the one that began', async () => {
    const { wiki, blog, page, toWiki, toBlog, end } = await signingOut();
    expect(statesOn(page)).toEqual({ Wiki: 'waiting', Blog: 'waiting' });
    const taken = await answerBy(logoutResponse(toWiki, wiki.identifier));
    expect(taken).toMatchObject({ status: 200 });
    expect(taken.headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(taken.headers['x-frame-options']).toBe('SAMEORIGIN');
    await answerBy(logoutResponse(toBlog, blog.identifier));
    const result = await lab.browser.get(end);
    expect(statesOn(result)).toEqual({ Wiki: 'answered', Blog: 'answered' });
    expect(result.body).toContain('You signed out of your account');
    expect(result.body).toContain('<meta http-equiv="refresh" content="1;url=');
    const { location } = (await lab.browser.get(onward(result))).headers;
    const message = await sent(lab, lab.servicePrincipalId, String(location));
    expect(message.says.inResponseTo).toBe('idaa6ebe6839094fe4abc4ebd5281ec780');
  });

  test('an error status, and nothing: the page says who did not sign out, and still goes on', async () => {
    const { wiki, toWiki, end } = await signingOut();
    await answerBy(logoutResponse(toWiki, wiki.identifier, 'Responder'));
    const result = await lab.browser.get(end);
    expect(statesOn(result)).toEqual({ Wiki: 'refused', Blog: 'silent' });
    expect(result.body).toContain("Hmm... we're having trouble signing you out.");
    expect(result.body).toContain('You may still be signed in to some applications.');
    expect(result.body).toContain('status:Responder');
    expect(result.body).toContain('<meta http-equiv="refresh" content="5;url=');
    const { location } = (await lab.browser.get(onward(result))).headers;
    const { says } = await sent(lab, lab.servicePrincipalId, String(location));
    expect(says.status?.code).toMatch(/Success$/);
  });

  test('a page that loads without a LogoutResponse is enough, as for Entra', async () => {
    const { end } = await signingOut();
    const result = await lab.browser.get(`${end}&loaded=0+1`);
    expect(statesOn(result)).toEqual({ Wiki: 'loaded', Blog: 'loaded' });
    expect(result.body).toContain('You signed out of your account');
  });

  test('an answer that comes late still counts', async () => {
    const { wiki, toWiki, end } = await signingOut();
    expect(statesOn(await lab.browser.get(end))).toMatchObject({ Wiki: 'silent' });
    await answerBy(logoutResponse(toWiki, wiki.identifier));
    expect(statesOn(await lab.browser.get(end))).toMatchObject({ Wiki: 'answered' });
  });

  test('the Issuer of another application does not count', async () => {
    const { blog, toWiki, end } = await signingOut();
    await answerBy(logoutResponse(toWiki, blog.identifier));
    const result = await lab.browser.get(end);
    expect(statesOn(result)).toMatchObject({ Wiki: 'refused' });
    expect(result.body).toContain('has the Issuer https://blog.example');
  });

  test('by HTTP-POST, which Entra does not take', async () => {
    const { wiki, toWiki, end } = await signingOut();
    await lab.browser.post(sso, { SAMLResponse: base64(logoutResponse(toWiki, wiki.identifier)) });
    const result = await lab.browser.get(end);
    expect(result.body).toContain('by HTTP-POST, which Entra does not take');
  });

  test('AADSTS50061: to a request that was never sent, and for a page of no sign-out', async () => {
    const { wiki } = await signingOut();
    expect((await answerBy(logoutResponse('_other', wiki.identifier))).aadsts).toBe(50061);
    for (const path of ['', '/answers', '/end', '/return'])
      expect((await lab.browser.get(`/${tenantId}/sign-out${path}?ctx=x`)).aadsts).toBe(50061);
  });

  test('is in the exchange with each application, and in that of the sign-out', async () => {
    const { wiki, toWiki, end } = await signingOut();
    await answerBy(logoutResponse(toWiki, wiki.identifier));
    await lab.browser.get(end);
    const exchanges = lab.exchanges.all().filter(({ kind }) => kind === 'sign-out');
    const of = (name: string) => exchanges.find(({ application }) => application?.name === name);
    expect(of('Wiki')).toMatchObject({
      outcome: 'success',
      user: bSimon,
      request: { parameter: 'SAMLRequest' },
      response: { parameter: 'SAMLResponse' },
    });
    expect(of('Wiki')?.checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'logout-binding passed',
      'logout-issuer passed',
      'logout-in-response-to passed',
      'logout-status passed',
    ]);
    expect(of('Blog')).toMatchObject({ outcome: 'unfinished' });
    expect(of('Blog')?.timeline.at(-1)?.what).toContain('No answer came in time');
    expect(of('Peakon')).toMatchObject({
      outcome: 'failure',
      refusal: { code: 'PartialLogout' },
    });
    expect(of('Peakon')?.refusal?.message).toContain('Blog: did not answer');
  });
});

describe('an application that cannot be told', () => {
  test('has no Logout Url: the sign-out goes on at once, and its exchange says so', async () => {
    const legacy = await addApplication(lab, 'Legacy', { hasLogoutUrl: false });
    await open(lab.browser, peakon);
    await open(lab.browser, legacy);
    const answer = await signOutBy(lab.browser);
    expect(String(answer.headers.location)).toContain('SAMLResponse=');
    const [exchange] = lab.exchanges.all().filter(({ kind }) => kind === 'sign-out');
    expect(exchange?.timeline.map(({ what }) => what).join(' ')).toContain(
      'Legacy: not told (It has no Logout Url).',
    );
  });

  test('is on the page beside one that can', async () => {
    const legacy = await addApplication(lab, 'Legacy', { hasLogoutUrl: false });
    const wiki = await addApplication(lab, 'Wiki');
    for (const one of [peakon, legacy, wiki]) await open(lab.browser, one);
    const page = await follow(await signOutBy(lab.browser));
    expect(statesOn(page)).toEqual({ Legacy: 'not_asked', Wiki: 'waiting' });
    expect(page.body).toContain('It has no Logout Url.');
    expect([...framesOf(page).keys()]).toEqual(['Wiki']);
  });
});
