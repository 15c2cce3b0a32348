import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { bSimon, globalAdministrator, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import { newUserForm, typed, userAdministrator } from './testing/people.ts';

const lab = administeredContosoForEachTest();

test('refuses forms without the token', async () => {
  await lab.admin.get(newUserForm); // for the cookie that belongs to the token
  const user = `/admin/users/${lab.userId}`;
  const forms = [newUserForm, `${user}/edit`, `${user}/account`, `${user}/reset-password`];
  for (const path of [...forms, `${user}/delete`, `${user}/roles`]) {
    const answer = await lab.admin.post(path, { ...typed, step: 'create', enabled: 'no' });
    expect(answer.status, path).toBe(403);
    expect(textOf(answer), path).toContain('The token in the form is not the one');
  }
  expect(await lab.idp.directory.findUser(tenantId, bSimon)).toMatchObject({ accountEnabled: 1 });
  expect((await sendForm(lab.admin, user, { enabled: 'no' }, `${user}/account`)).status).toBe(303);
});

test('a member sees the list without commands, and only their own second factor', async () => {
  const simon = await administrationBrowser(lab, bSimon);
  const list = await simon.get('/admin/users');
  expect(list.status).toBe(200);
  expect(textOf(list)).not.toContain('New user');
  expect(textOf(await lab.admin.get('/admin/users'))).toContain('New user');
  const refused = await simon.get(newUserForm);
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('User Administrator');
  const methodsOf = (id = '') => simon.get(`/admin/users/${id}/authentication-methods`);
  expect(textOf(await methodsOf(lab.userId))).toContain('Verification code');
  const other = await lab.idp.directory.findUser(tenantId, globalAdministrator);
  const hidden = await methodsOf(other?.id);
  expect(hidden.status).toBe(403);
  expect(textOf(hidden)).not.toContain('Verification code');
});

test('a User Administrator can neither reset the password of a Global Administrator nor assign roles', async () => {
  const desk = await userAdministrator(lab);
  const admin = await lab.idp.directory.findUser(tenantId, globalAdministrator);
  const refused = await desk.get(`/admin/users/${admin?.id}/reset-password`);
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('only a Global Administrator');
  expect((await desk.get(`/admin/users/${lab.userId}/reset-password`)).status).toBe(200);
  const user = `/admin/users/${lab.userId}`;
  const role = { role: 'Global Administrator' };
  // The page has no such form for them, so the token is that of another one.
  const { forms } = await desk.get(`${user}/edit`);
  const token = { _csrf: forms.at(-1)?.fields._csrf ?? '' };
  const denied = await desk.post(`${user}/roles`, { ...token, ...role });
  expect(denied.status).toBe(403);
  expect(textOf(denied)).toContain('Privileged Role Administrator');
  expect((await sendForm(lab.admin, user, role, `${user}/roles`)).status).toBe(303);
});

test('a new role takes effect immediately; unknown roles are ignored', async () => {
  const user = `/admin/users/${lab.userId}`;
  const simon = await administrationBrowser(lab, bSimon);
  expect((await simon.get(newUserForm)).status).toBe(403);
  const roles: [string, string][] = [
    ['role', 'User Administrator'],
    ['role', 'Emperor'],
  ];
  await sendForm(lab.admin, user, roles, `${user}/roles`);
  expect((await simon.get(newUserForm)).status).toBe(200);
  const page = textOf(await lab.admin.get(user));
  expect(page).toContain('User Administrator');
  expect(page).not.toContain('Emperor');
});
