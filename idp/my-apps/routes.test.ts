import { expect, test } from 'vitest';
import { administrationBrowser } from '../testing/administration.ts';
import { appId, password, saml, tenantId, unassigned } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();

/** @returns the page after signing in at /my-apps. */
async function open(user?: string) {
  const first = await lab.browser.get('/my-apps');
  expect(first.form.action).toBe('/common/login');
  const sent = await lab.browser.signIn(first, user === undefined ? {} : { user });
  expect(sent).toMatchObject({ status: 303, headers: { location: '/my-apps' } });
  return lab.browser.get('/my-apps');
}

test('signs in first, then shows the user and the assigned applications', async () => {
  const page = await open();
  expect(page.body).toContain('B.Simon@contoso.com');
  expect(page.body).toContain('Peakon');
  expect(page.body).toContain('href="/common/oauth2/logout"');
});

test('the tile launches from here, or opens the Sign on URL if there is one', async () => {
  expect((await open()).body).toContain(`href="/api/signin/${appId}?tenantId=${tenantId}"`);
  const signOnUrl = 'http://localhost:4200/login';
  await lab.idp.directory.configureSaml(lab.servicePrincipalId, { ...saml, signOnUrl });
  const { body } = await lab.browser.get('/my-apps');
  expect(body).toContain(`href="${signOnUrl}"`);
  expect(body).not.toContain('/api/signin/');
});

test('a Sign on URL or Reply URL must be http or https', async () => {
  const { directory } = lab.idp;
  const set = (changes: object) =>
    directory.configureSaml(lab.servicePrincipalId, { ...saml, ...changes });
  await expect(set({ signOnUrl: 'javascript:alert(1)' })).rejects.toThrow(
    'is not an absolute https address',
  );
  await expect(set({ replyUrls: ['data:text/html,x'] })).rejects.toThrow(
    'is not an absolute https address',
  );
  await expect(set({ signOnUrl: 'https://sp.example/' })).resolves.toBeUndefined();
});

test.each([{ visible: false }, { accountEnabled: false }])(
  'a tile is hidden when %o',
  async (properties) => {
    expect((await open()).body).toContain('Peakon');
    await lab.idp.directory.setProperties(lab.servicePrincipalId, properties);
    expect((await lab.browser.get('/my-apps')).body).not.toContain('Peakon');
  },
);

test('a user with two roles in an application sees one tile', async () => {
  const { servicePrincipalId, userId, idp } = lab;
  const [role] = await idp.directory.appRoles(servicePrincipalId);
  await idp.directory.assign({ servicePrincipalId, userId, appRoleId: role?.id });
  expect((await open()).body.match(/class="tile"/g)).toHaveLength(1);
});

test('a user without assignments sees a page that says so', async () => {
  expect((await open(unassigned)).body).toContain('There are no apps to show');
});

test('a wrong password does not sign in', async () => {
  const first = await lab.browser.get('/my-apps');
  const page = await lab.browser.submit(first, { loginfmt: unassigned, passwd: `${password}!` });
  expect(page.aadsts).toBe(50126);
  expect((await lab.browser.get('/my-apps')).body).toContain('id="i0116"');
});

test('fifty tiles are on a page, also those of groups; the administrator sees them in pages too', async () => {
  const { directory } = lab.idp;
  const { id: groupId } = await directory.createGroup({ tenantId, displayName: 'Everybody' });
  await directory.addGroupMembers(groupId, [lab.userId]);
  for (let n = 0; n < 55; n++) {
    const added = await directory.addApplication({ tenantId, displayName: `App ${n}` });
    await directory.assign({ servicePrincipalId: added.servicePrincipalId, groupId });
  }
  const tiles = (body: string) => body.match(/class="tile"/g)?.length;
  const first = await open();
  expect([tiles(first.body), first.body.includes('1 to 50 of 56')]).toEqual([50, true]);
  const second = await lab.browser.get('/my-apps?page=2');
  expect([tiles(second.body), second.body.includes('51 to 56 of 56')]).toEqual([6, true]);
  expect(tiles((await lab.browser.get('/my-apps?page=x')).body)).toBe(50);

  const admin = await administrationBrowser(lab);
  const page = await admin.get(`/admin/users/${lab.userId}?applications=2`);
  expect(page.body).toContain('51 to 56 of 56');
  expect(page.body).toContain('Group Everybody');
});
