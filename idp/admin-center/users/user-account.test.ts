import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser } from '../../testing/browser.ts';
import { bSimon, globalAdministrator, password, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import { shownPassword } from './testing/people.ts';

const lab = administeredContosoForEachTest();

test('a password reset shows the new password once and signs the user out', async () => {
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expect((await simon.get('/my-apps')).body).not.toContain('i0116');
  const answer = await sendForm(lab.admin, `/admin/users/${lab.userId}/reset-password`, {
    autoGenerate: 'on',
  });
  const made = shownPassword(answer.body) ?? '';
  expect(made).toHaveLength(16);
  const first = await simon.get('/my-apps');
  const asks = await simon.submit(first, { loginfmt: bSimon });
  expect((await simon.submit(asks, { passwd: password })).aadsts).toBe(50126);
  expect((await simon.submit(asks, { passwd: made })).body).toContain('KmsiDescription');
});

test('after a password reset the sign-in asks for another password, unless that is turned off', async () => {
  const path = `/admin/users/${lab.userId}/reset-password`;
  const chosen = 'Battery-Staple-2';
  const afterReset = async (fields: Record<string, string>) => {
    await sendForm(lab.admin, path, { password: chosen, ...fields });
    const simon = new Browser(lab.idp.app);
    const asks = await simon.submit(await simon.get('/my-apps'), { loginfmt: bSimon });
    return (await simon.submit(asks, { passwd: chosen })).body;
  };
  const { form } = await lab.admin.get(path);
  expect(form.fields).toHaveProperty('forceChangePasswordNextSignIn'); // ticked, as Entra requires
  const ticked = { forceChangePasswordNextSignIn: 'on' };
  expect(await afterReset(ticked)).toContain('id="currentPassword"');
  expect(await afterReset({})).toContain('id="KmsiDescription"');
});

test('delete asks for confirmation, and removes the assignments', async () => {
  const path = `/admin/users/${lab.userId}`;
  const assigned = `/admin/apps/${lab.servicePrincipalId}/users`;
  const asks = await lab.admin.get(`${path}/delete`);
  expect(textOf(asks)).toContain(`Delete ${bSimon}?`);
  expect(textOf(await lab.admin.get(assigned))).toContain('B.Simon');
  expect((await lab.admin.submit(asks)).headers.location).toBe('/admin/users');
  expect(await lab.idp.directory.findUser(tenantId, bSimon)).toBeUndefined();
  expect((await lab.admin.get(path)).status).toBe(404);
  expect(textOf(await lab.admin.get(assigned))).toContain('No users or groups are assigned yet.');
});

test('users cannot block or delete their own account', async () => {
  const own = await lab.idp.directory.findUser(tenantId, globalAdministrator);
  const { _csrf = '' } = (await lab.admin.get('/admin/users/new')).form.fields;
  const pages = (id = '') => {
    const user = `/admin/users/${id}`;
    return Promise.all([
      lab.admin.get(`${user}/delete`),
      lab.admin.post(`${user}/account`, { _csrf, enabled: 'no' }),
    ]);
  };
  for (const refused of await pages(own?.id)) {
    expect(refused.status).toBe(403);
    expect(textOf(refused)).toContain('your own account');
  }
  expect((await pages(lab.userId)).map(({ status }) => status)).toEqual([200, 303]);
});
