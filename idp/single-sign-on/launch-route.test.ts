import { expect, test } from 'vitest';
import { appId, identifier, replyUrl, tenantId, unassigned } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();

const launch = `/api/signin/${appId}?tenantId=${tenantId}`;

test('signs in, then posts an unsolicited response with the configured Relay State', async () => {
  const page = await lab.browser.signIn(await lab.browser.get(launch));
  expect(page.form.action).toBe(replyUrl);
  expect(page.form.fields.RelayState).toBe('/start');
  expect(page.response).not.toContain('InResponseTo');
  expect(page.response).toContain(`<Audience>${identifier}</Audience>`);
});

test('with a session it shows no page', async () => {
  await lab.browser.signIn(await lab.browser.get(launch));
  expect((await lab.browser.get(launch)).response).toContain('<Assertion ');
});

test.each([
  ['32 hex digits', `/api/signin/${appId.replaceAll('-', '')}?tenantId=${tenantId}`],
  ['upper case', `/api/signin/${appId.toUpperCase()}?tenantId=${tenantId.toUpperCase()}`],
  ['a domain', `/api/signin/${appId}?tenantId=contoso.com`],
  ['no tenant', `/api/signin/${appId}`],
])('%s', async (_, url) => {
  expect((await lab.browser.signIn(await lab.browser.get(url))).response).toContain('<Assertion ');
});

test.each([
  [700016, `/api/signin/11111111-aaaa-2222-bbbb-3333cccc4444?tenantId=${tenantId}`],
  [90002, `/api/signin/${appId}?tenantId=fabrikam.com`],
  [9000411, `${launch}&tenantId=common`],
])('AADSTS%i: %s', async (code, url) => {
  expect((await lab.browser.get(url)).aadsts).toBe(code);
});

test('AADSTS50105 with a link to My Apps for an unassigned user', async () => {
  const page = await lab.browser.signIn(await lab.browser.get(launch), { user: unassigned });
  expect(page.aadsts).toBe(50105);
  expect(page.body).toContain('href="/my-apps"');
});

test('a Sign on URL does not change the launch', async () => {
  await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
    identifierUris: [identifier],
    replyUrls: [replyUrl],
    signOnUrl: 'http://localhost:4200/login',
  });
  const page = await lab.browser.signIn(await lab.browser.get(launch));
  expect(page.form.action).toBe(replyUrl);
  expect(page.form.fields.RelayState).toBeUndefined();
});
