import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { bSimon, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';

/** What a browser sends of the edit form besides its text fields. */
const choices = { accountEnabled: 'on', domain: 'contoso.com', userType: 'Member' };

const lab = administeredContosoForEachTest();

test('two administrators who edit one user do not overwrite each other', async () => {
  const path = `/admin/users/${lab.userId}/edit`;
  const first = await lab.admin.get(path);
  const second = await lab.admin.get(path);
  const saved = await lab.admin.submit(first, {
    displayName: 'Bea Simon',
    ...choices,
  });
  expect(saved.status).toBe(303);
  const conflict = await lab.admin.submit(second, {
    surname: 'Simone',
    ...choices,
  });
  expect(conflict.status).toBe(409);
  expect(textOf(conflict)).toContain('Bea Simon');
  const user = await lab.idp.directory.findUser(tenantId, bSimon);
  expect(user).toMatchObject({ displayName: 'Bea Simon', surname: 'Simon' });
  expect((await lab.admin.submit(conflict)).status).toBe(303);
  expect(await lab.idp.directory.findUser(tenantId, bSimon)).toMatchObject({ surname: 'Simone' });
});

test('an edit can change the user name, but not to a taken one', async () => {
  const path = `/admin/users/${lab.userId}/edit`;
  const form = await lab.admin.get(path);
  const taken = await lab.admin.submit(form, { userName: 'k.lee', ...choices });
  expect(taken.status).toBe(422);
  expect(taken.body).toContain('The user principal name k.lee@contoso.com is already taken.');
  await lab.admin.submit(form, { userName: 'Brittasimon', ...choices });
  expect(await lab.idp.directory.findUser(tenantId, 'brittasimon@contoso.com')).toBeDefined();
});
