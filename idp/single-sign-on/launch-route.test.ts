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
  ['a name and 32 hex digits', `/signin/Peakon/${appId.replaceAll('-', '')}?tenantId=${tenantId}`],
  ['a name without a tenant', `/signin/Any%20name/${appId}`],
  ['a domain before it', `/contoso.com/signin/Peakon/${appId.replaceAll('-', '')}`],
  [
    'the legacy launcher',
    `/applications/redirecttofederatedapplication.aspx?Operation=LinkedSignIn&applicationId=${appId}`,
  ],
  [
    'the legacy launcher in other letter case',
    `/applications/RedirectToFederatedApplication.aspx?operation=LinkedSignIn&ApplicationID=${appId}&tenantid=${tenantId}`,
  ],
])('%s', async (_, url) => {
  expect((await lab.browser.signIn(await lab.browser.get(url))).response).toContain('<Assertion ');
});

test.each([
  [700016, `/api/signin/11111111-aaaa-2222-bbbb-3333cccc4444?tenantId=${tenantId}`],
  [90002, `/api/signin/${appId}?tenantId=fabrikam.com`],
  [700016, '/signin/Peakon/11111111aaaa2222bbbb3333cccc4444'],
  [700016, '/applications/redirecttofederatedapplication.aspx?Operation=LinkedSignIn'],
  [90002, `/fabrikam.com/signin/Peakon/${appId}`],
  [
    9000411,
    `/applications/redirecttofederatedapplication.aspx?applicationId=${appId}&applicationid=${appId}`,
  ],
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
