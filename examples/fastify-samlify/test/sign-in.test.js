import { useLab } from 'samlab/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildApp } from '../app.js';

const lab = useLab({ beforeAll, afterAll });
const url = 'https://reports.example';
let app;
let tenant;
let application;
let user;

// Each test has a tenant and an application that trusts it. Nothing listens: requests are injected.
beforeEach(async () => {
  tenant = await lab().tenant();
  application = await tenant.addApplication({
    identifierUris: [`${url}/saml/metadata`],
    replyUrls: [`${url}/saml/acs`],
  });
  user = await tenant.addUser();
  await tenant.assign(user, application);
  const idpMetadata = await (await fetch(application.metadataUrl)).text();
  app = await buildApp({ url, idpMetadata });
});
afterEach(() => app.close());

/** Starts a sign-in as a browser does. */
async function begin() {
  const { headers, cookies } = await app.inject('/login');
  return { request: headers.location, cookies: asRecord(cookies) };
}

const asRecord = (cookies) => Object.fromEntries(cookies.map(({ name, value }) => [name, value]));

const post = ({ fields }, cookies) =>
  app.inject({
    method: 'POST',
    url: '/saml/acs',
    cookies,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

test('a user signs in', async () => {
  const { request, cookies } = await begin();
  const response = await tenant.signIn(user, { application, request });
  const answer = await post(response, cookies);
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/']);
  const me = await app.inject({ url: '/api/me', cookies: asRecord(answer.cookies) });
  expect(me.json()).toEqual({ user: user.userPrincipalName });
});

test('the metadata is accepted as the settings of an application in Entra', async () => {
  const metadata = (await app.inject('/saml/metadata')).body;
  const added = await (await lab().tenant()).addApplication({ metadata });
  expect(added.metadataUrl).toMatch(/^http/);
});

test.each([
  ['for another audience', 'cond-audience-wrong', /another audience/],
  ['without a signature', 'sig-stripped', /SIGNATURE/],
  ['that has expired', 'cond-expired', /UNCONFIRMED/],
  ['to another request', 'proto-irt-unknown', /another request/],
])('a response %s is refused', async (_what, name, reason) => {
  await tenant.nextSignIn({ case: name, user });
  const { request, cookies } = await begin();
  const answer = await post(await tenant.signIn(user, { application, request }), cookies);
  expect([answer.statusCode, answer.json().error]).toEqual([403, expect.stringMatching(reason)]);
  expect(answer.cookies).toEqual([]);
});

test('a response that nobody asked for is refused', async () => {
  const answer = await post(await tenant.signIn(user, { application }), {});
  expect([answer.statusCode, answer.json()]).toEqual([403, { error: 'Nobody asked for it.' }]);
});
