import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { password, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';

const lab = administeredContosoForEachTest();

test('the page of a user shows assignments, and leads to the authentication methods', async () => {
  const user = `/admin/users/${lab.userId}`;
  const page = await lab.admin.get(user);
  expect(textOf(page)).toContain('Peakon');
  expect(page.body).toContain(`href="${user}/authentication-methods"`);
});

test('10,000 users: search and paging', async () => {
  await lab.idp.directory.importUsersUnchecked(
    Array.from({ length: 10_000 }, (_, n) => ({
      tenantId,
      userPrincipalName: `user${n}@contoso.com`,
      displayName: `User ${String(n).padStart(5, '0')}`,
      password,
    })),
  );
  const last = textOf(await lab.admin.get('/admin/users?page=150'));
  const found = textOf(await lab.admin.get('/admin/users?search=user+099'));
  expect(last).toContain('7451 to 7500 of 10003');
  expect(found).toContain('100 match');
  expect(found).toContain('User 09900');
});
