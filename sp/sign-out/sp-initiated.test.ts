import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../certs/certificate.ts';
import { readRedirectQuery } from '../../saml/bindings/redirect-query.ts';
import { type LogoutRequest, openLogout } from '../../saml/logout.ts';
import { nameIdFormat, statusCode } from '../../saml/names.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import type { SingleSignOnInput } from '../administration/single-sign-on.ts';
import { answerTo } from '../testing/answers.ts';
import { Browser, csrfToken } from '../testing/browser.ts';
import {
  byPost,
  byRedirect,
  type LogoutParts,
  logoutResponse,
} from '../testing/logout-messages.ts';
import {
  idpEntityId,
  type SpUnderTest,
  spUnderTest,
  ssoLoginUrl,
  today,
} from '../testing/sp-under-test.ts';

const ssoLogoutUrl = 'http://idp.test/logout?tenant=a';
const accept = { accept: 'application/problem+json' };
const path = '/saml/contoso/logout';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
  await configure();
});
afterEach(() => under.setNow(today));
afterAll(() => under.sp.close());

async function configure(settings: Partial<SingleSignOnInput> = {}) {
  const { key } = under.context;
  await under.sp.administration.enableSingleSignOn('contoso', {
    ssoLoginUrl,
    ssoLogoutUrl,
    idpEntityId,
    certificates: [key.certificate.der],
    singleLogout: true,
    ...settings,
  });
}

async function signedIn(): Promise<Browser> {
  const person = new Browser(under.sp);
  expect((await person.postResponse(await answerTo(under, null))).statusCode).toBe(303);
  return person;
}

async function signOut(person: Browser) {
  const _csrf = csrfToken((await person.get('/account')).body);
  return person.post('/sign-out', { _csrf });
}

/** The LogoutRequest in a redirect, verified by the key of our metadata. */
async function sent(location: unknown): Promise<LogoutRequest> {
  const { rawPayload } = await under.sp.app.inject('/saml/contoso/metadata');
  const [certificate = ''] = readSpDescriptor(rawPayload).signingCertificates;
  const { publicKey } = readCertificate(Buffer.from(certificate));
  const query = String(location).slice(`${ssoLogoutUrl}&`.length);
  using logout = openLogout(readRedirectQuery(query)?.xml ?? Buffer.alloc(0), 'LogoutRequest');
  expect(logout.schemaErrors).toEqual([]);
  const { message } = logout.verifyQuery(query, { certificates: [{ publicKey, thumbprint: '' }] });
  if (message.kind !== 'LogoutRequest') throw new Error('This is not a LogoutRequest.');
  return message;
}

/** Signed out here, waiting for the answer of the identity provider. */
async function waiting() {
  const person = await signedIn();
  const { id } = await sent((await signOut(person)).headers.location);
  return { person, id };
}

const answer = (person: Browser, id: string, parts: LogoutParts = {}) => {
  const { key } = under.context;
  return person.get(byRedirect(logoutResponse({ inResponseTo: id, ...parts }), { key }), accept);
};

describe('signing out', () => {
  test('ends here unless the company has single logout switched on', async () => {
    for (const settings of [{}, { ssoLogoutUrl: '' }]) {
      await configure({ ...settings, singleLogout: false });
      const person = await signedIn();
      const page = await signOut(person);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('You may still be signed in');
      expect(await person.whoami()).toBe(401);
    }
    await configure();
  });

  test('ends the session here first, then sends a signed request to the identity provider', async () => {
    const person = await signedIn();
    const { nameId, sessionIndex } = (await person.get('/api/whoami')).json();
    const session = person.cookies.get('peakon_session') ?? '';
    const answered = await signOut(person);
    expect(answered.statusCode).toBe(303);
    expect(String(answered.headers.location).startsWith(`${ssoLogoutUrl}&SAMLRequest=`)).toBe(true);
    expect(await sent(answered.headers.location)).toEqual({
      kind: 'LogoutRequest',
      id: expect.stringMatching(/^_[0-9a-f]{40}$/),
      version: '2.0',
      issueInstant: today.toISOString(),
      notOnOrAfter: '2026-01-31T08:05:00.000Z',
      destination: ssoLogoutUrl,
      issuer: 'http://sp.test/saml/contoso/metadata',
      nameID: { value: nameId, format: nameIdFormat.emailAddress },
      sessionIndexes: [sessionIndex],
    });
    person.cookies.set('peakon_session', session);
    expect(await person.whoami()).toBe(401);
  });

  test('sends no request without a session', async () => {
    const person = await signedIn();
    const _csrf = csrfToken((await person.get('/account')).body);
    person.cookies.delete('peakon_session');
    expect((await person.post('/sign-out', { _csrf })).statusCode).toBe(200);
  });
});

describe('a signed LogoutResponse', () => {
  test('completes the sign-out, once', async () => {
    const { person, id } = await waiting();
    const page = await answer(person, id);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('has confirmed that your session there has ended');
    expect((await answer(person, id)).json()).toMatchObject({
      check: 'in_response_to',
      found: `${id}, which was already answered`,
    });
  });

  test('may come by POST', async () => {
    const { person, id } = await waiting();
    const { key } = under.context;
    const form = await byPost(logoutResponse({ inResponseTo: id }), { key });
    expect((await person.post(path, form, accept)).statusCode).toBe(200);
  });

  test('may leave out Destination and use the other name of the tenant, like Entra’s', async () => {
    const { person, id } = await waiting();
    const issuer = idpEntityId.replace('sts.windows.net', 'login.microsoftonline.com');
    const foreign = issuer.replace('aaaabbbb', 'bbbbaaaa');
    expect((await answer(person, id, { issuer: foreign })).json().check).toBe('issuer');
    expect((await answer(person, id, { issuer, destination: null })).statusCode).toBe(200);
  });

  test.each<[string, LogoutParts, string]>([
    ['in_response_to', { inResponseTo: '_never-sent' }, 'never sent'],
    ['in_response_to', { inResponseTo: null }, 'nothing'],
    ['status', { status: statusCode.requester }, 'Requester'],
    ['destination', { destination: 'http://other.test/logout' }, 'other'],
    ['issuer', { issuer: 'http://other.test/' }, 'other'],
    ['version', { version: '1.1' }, '1.1'],
    ['issue_instant', { issueInstant: '2026-01-31T09:00:00Z' }, 'ahead'],
  ])('%s: %j is refused, and the request keeps waiting', async (check, parts, found) => {
    const { person, id } = await waiting();
    const refused = (await answer(person, id, parts)).json();
    expect(refused.check).toBe(check);
    expect(refused.found).toContain(found);
    expect((await answer(person, id)).statusCode).toBe(200);
  });

  test('signature_present: unsigned, by either binding', async () => {
    const { person, id } = await waiting();
    const message = logoutResponse({ inResponseTo: id });
    const unsigned = [
      await person.get(byRedirect(message, { key: undefined }), accept),
      await person.post(path, await byPost(message, { key: undefined }), accept),
    ];
    expect(unsigned.map((each) => each.json().check)).toEqual(Array(2).fill('signature_present'));
    expect((await answer(person, id)).statusCode).toBe(200);
  });

  test('in_response_to: from another browser, and too late', async () => {
    const { person, id } = await waiting();
    const { person: other } = await waiting();
    expect((await answer(other, id)).json().found).toContain('another browser');
    expect((await answer(new Browser(under.sp), id)).json().found).toContain('another browser');
    under.setNow(new Date(today.getTime() + 15 * 60_000));
    expect((await answer(person, id)).json().found).toContain('expired');
    under.setNow(today);
    expect((await answer(person, id)).statusCode).toBe(200);
  });

  test('changes no session, not even a later one of the same person', async () => {
    const { person, id } = await waiting();
    await person.postResponse(await answerTo(under, null));
    await answer(person, id);
    expect(await person.whoami()).toBe(200);
  });
});
