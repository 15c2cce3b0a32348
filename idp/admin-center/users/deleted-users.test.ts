import { beforeEach, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser, redirectTo } from '../../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  globalAdministrator,
  password,
  tenantId,
} from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const DELETED = '/admin/users/deleted';
const DAY = 86_400_000;
const start = redirectTo(authnRequest());

const lab = administeredContosoForEachTest();
let user: string;
let deleted: string;
beforeEach(async () => {
  user = `/admin/users/${lab.userId}`;
  deleted = `${DELETED}/${lab.userId}`;
});

const deleteBSimon = async () => lab.admin.submit(await lab.admin.get(`${user}/delete`));
const restore = () => sendForm(lab.admin, DELETED, {}, `${deleted}/restore`);

async function addGroup(): Promise<string> {
  const made = await sendForm(lab.admin, '/admin/groups/new', { displayName: 'Sales' });
  const group = String(made.headers.location);
  await sendForm(lab.admin, `${group}/members/add`, { principal: lab.userId, do: 'select' });
  return group;
}

async function nameTyped(browser = new Browser(lab.idp.app)) {
  return browser.submit(await browser.get(start), { loginfmt: bSimon });
}

test('a deleted user is in "Deleted users" only, and cannot sign in: AADSTS50034', async () => {
  const group = await addGroup();
  const live = new Browser(lab.idp.app);
  await live.signIn(await live.get(start));
  expect((await live.get(start)).response).toContain(bSimon);
  expect((await nameTyped()).aadsts).toBeUndefined();

  expect((await deleteBSimon()).headers.location).toBe('/admin/users');
  const list = textOf(await lab.admin.get(DELETED));
  expect(list).toContain(`B.Simon ${bSimon} 2026-03-01 2026-03-31`);
  expect((await nameTyped()).aadsts).toBe(50034);
  expect((await live.get(start)).response).toBeUndefined();
  const app = `/admin/apps/${lab.servicePrincipalId}`;
  const pages = ['/admin/users', '/admin/users?search=simon', group, `${group}/members/add`];
  for (const page of [...pages, `${app}/users`, `${app}/users/add`, `${app}/owners/add`])
    expect([page, textOf(await lab.admin.get(page)).includes(bSimon)]).toEqual([page, false]);
  expect(textOf(await lab.admin.get('/admin/users'))).toContain('2 in this tenant.');
  expect(textOf(await lab.admin.get('/admin/groups'))).toContain('Sales 0');
  expect((await lab.admin.get(user)).status).toBe(404);
  const assignment = { servicePrincipalId: lab.servicePrincipalId, userId: lab.userId };
  expect(await lab.idp.directory.isAssigned(assignment)).toBe(false);
});

test('a restore brings back assignments, memberships, roles, ownership, password and second factor', async () => {
  const group = await addGroup();
  await sendForm(lab.admin, user, { role: 'Reports Reader' }, `${user}/roles`);
  const owners = `/admin/apps/${lab.servicePrincipalId}/owners`;
  await sendForm(lab.admin, `${owners}/add`, { principal: lab.userId, do: 'select' });
  const { secret } = await lab.idp.directory.secondFactor(lab.userId);
  await deleteBSimon();
  expect(textOf(await lab.admin.get(owners))).not.toContain(bSimon);

  expect((await restore()).headers.location).toBe(user);
  const page = textOf(await lab.admin.get(user));
  expect(page).toContain('B.Simon was restored.');
  for (const part of ['Peakon Direct', 'Groups Group Sales']) expect(page).toContain(part);
  expect(textOf(await lab.admin.get(`${user}/authentication-methods`))).toContain(secret);
  expect((await lab.admin.get(user)).body).toMatch(
    /checked[^>]*value="Reports Reader"|value="Reports Reader"[^>]*checked/,
  );
  expect(textOf(await lab.admin.get(group))).toContain('Members (1)');
  expect(textOf(await lab.admin.get(owners))).toContain(bSimon);
  expect(textOf(await lab.admin.get(DELETED))).toContain('No deleted users.');
  const simon = new Browser(lab.idp.app);
  expect((await simon.signIn(await simon.get(start))).response).toContain(bSimon);
  const audit = textOf(await lab.admin.get('/admin/audit'));
  for (const activity of ['Delete user', 'Restore user']) expect(audit).toContain(activity);
});

test('a restore leaves out deleted groups and applications', async () => {
  const group = await addGroup();
  await deleteBSimon();
  await lab.admin.submit(await lab.admin.get(`${group}/delete`));
  await lab.idp.directory.deleteApplication(lab.servicePrincipalId);
  expect((await restore()).status).toBe(303);
  const page = textOf(await lab.admin.get(user));
  expect(page).toContain('Not a member of any group.');
  expect(page).toContain('Not assigned to any application.');
});

test('the name of a deleted user is free; once taken, a restore is refused', async () => {
  await deleteBSimon();
  const other = { tenantId, userPrincipalName: bSimon, displayName: 'Another', password };
  const { id } = await lab.idp.directory.createUser(other);
  const refused = await restore();
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain(`The user principal name ${bSimon} is already taken.`);
  expect(textOf(refused)).toContain('2026-03-31');
  await lab.idp.directory.deleteUser(id);
  expect((await restore()).status).toBe(303);
});

test('asks before deleting permanently; then the user cannot be restored', async () => {
  await deleteBSimon();
  const asks = await lab.admin.get(`${deleted}/purge`);
  expect(textOf(asks)).toContain(`Permanently delete ${bSimon}?`);
  expect((await lab.admin.submit(asks)).headers.location).toBe(DELETED);
  expect(textOf(await lab.admin.get(DELETED))).toContain('No deleted users.');
  expect((await lab.admin.get(`${deleted}/purge`)).status).toBe(404);
  expect(textOf(await lab.admin.get('/admin/audit'))).toContain('Hard Delete user');
});

test('a deleted user is purged after 30 days', async () => {
  await deleteBSimon();
  lab.advance(30 * DAY - 1000);
  lab.admin = await administrationBrowser(lab);
  expect(textOf(await lab.admin.get(DELETED))).toContain(bSimon);
  lab.advance(1000);
  expect(textOf(await lab.admin.get(DELETED))).toContain('No deleted users.');
  expect((await lab.admin.get(`${deleted}/purge`)).status).toBe(404);
});

test('search and paging', async () => {
  const ids = await lab.idp.directory.importUsersUnchecked(
    Array.from({ length: 60 }, (_, n) => ({
      tenantId,
      userPrincipalName: `user${n}@contoso.com`,
      displayName: `User ${String(n).padStart(2, '0')}`,
      password,
    })),
  );
  for (const id of ids) await lab.idp.directory.deleteUser(id);
  const first = textOf(await lab.admin.get(DELETED));
  expect(first).toContain('1 to 50 of 60');
  expect(first).not.toContain('User 50');
  expect(textOf(await lab.admin.get(`${DELETED}?page=2`))).toContain('User 50');
  const found = textOf(await lab.admin.get(`${DELETED}?search=USER59@`));
  expect(found).toContain('User 59');
  expect(found).not.toContain('User 58');
});

test('a policy saved while a user is deleted applies to the restored user', async () => {
  const policies = '/admin/conditional-access';
  const fields = {
    displayName: 'Not B.Simon',
    includeUsers: 'selected',
    users: `${bSimon}\n${globalAdministrator}`,
    includeApplications: 'all',
    grant: 'block',
    state: 'enabled',
  };
  await sendForm(lab.admin, `${policies}/new`, fields);
  const list = await lab.admin.get(policies);
  const policy = /href="(\/admin\/conditional-access\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  await deleteBSimon();
  expect((await lab.admin.get(policy)).body).not.toContain(bSimon);
  await sendForm(lab.admin, policy, { ...fields, users: globalAdministrator });
  await restore();
  const simon = new Browser(lab.idp.app);
  expect((await simon.signIn(await simon.get(start))).aadsts).toBe(53003);
});

test('refuses forms without the token, users without the role, and users of another tenant', async () => {
  await deleteBSimon();
  for (const path of [`${deleted}/restore`, `${deleted}/purge`])
    expect([path, (await lab.admin.post(path, {})).status]).toEqual([path, 403]);
  const lee = await administrationBrowser(lab, 'K.Lee@contoso.com');
  expect(textOf(await lee.get(DELETED))).not.toContain('Delete permanently');
  expect((await lee.get(`${deleted}/purge`)).status).toBe(403);

  const other = '11112222-0000-cccc-1111-dddd2222eeee';
  const { directory } = lab.idp;
  await directory.createTenant({ id: other, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  await directory.createUser({
    tenantId: other,
    userPrincipalName: 'admin@fabrikam.com',
    displayName: 'Other',
    password,
    directoryRoles: ['Global Administrator'],
  });
  const stranger = await administrationBrowser(lab, 'admin@fabrikam.com');
  expect(textOf(await stranger.get(DELETED))).toContain('No deleted users.');
  expect((await stranger.get(`${deleted}/purge`)).status).toBe(404);
  expect((await lab.admin.get(`${deleted}/purge`)).status).toBe(200);
});

test('only a Global Administrator restores an account that held a role', async () => {
  const desk = { tenantId, userPrincipalName: 'desk@contoso.com', displayName: 'Desk', password };
  await lab.idp.directory.createUser({ ...desk, directoryRoles: ['User Administrator'] });
  await sendForm(lab.admin, user, { role: 'Reports Reader' }, `${user}/roles`);
  await deleteBSimon();
  const helpDesk = await administrationBrowser(lab, 'desk@contoso.com');
  const refused = await sendForm(helpDesk, DELETED, {}, `${deleted}/restore`);
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('only a Global Administrator');
  expect((await restore()).status).toBe(303);
});
