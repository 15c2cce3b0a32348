import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();

test('a manager is set, shown and removed; nobody who is not there, and no circle', async () => {
  const user = `/admin/users/${lab.userId}`;
  const save = (manager: string, of = user) => sendForm(lab.admin, `${of}/manager`, { manager });
  expect(textOf(await lab.admin.get(user))).toContain('Manager (none)');
  expect((await save('K.LEE@contoso.com')).status).toBe(303);
  const shown = await lab.admin.get(user);
  expect(textOf(shown)).toContain('Manager K.Lee@contoso.com');
  expect((await lab.admin.get(`${user}/manager`)).body).toContain('value="K.Lee@contoso.com"');

  const [, leeId = ''] = /href="\/admin\/users\/([\w-]{36})">K\.Lee@/.exec(shown.body) ?? [];
  const circle = await save('B.Simon@contoso.com', `/admin/users/${leeId}`);
  expect(circle.status).toBe(422);
  expect(textOf(circle)).toContain('is a manager of');
  const nobody = await save('nobody@contoso.com');
  expect(nobody.status).toBe(422);
  expect(textOf(nobody)).toContain('There is no user "nobody@contoso.com" in this tenant.');
  expect(textOf(await lab.admin.get(user))).toContain('Manager K.Lee@contoso.com');

  expect((await save('')).status).toBe(303);
  expect(textOf(await lab.admin.get(user))).toContain('Manager (none)');
});
