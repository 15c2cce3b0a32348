import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import { addGroup, newUserForm, typed, userAdministrator } from './testing/people.ts';

const lab = administeredContosoForEachTest();

test('creates a guest with a group and a role; the review lists them', async () => {
  const group = await addGroup(lab.admin, 'Sales');
  const fields = { ...typed, userType: 'Guest', group, role: 'Reports Reader', step: 'review' };
  const review = await sendForm(lab.admin, newUserForm, { ...fields, password: 'Correct-Horse-2' });
  expect(textOf(review)).toMatch(/User type Guest .* Groups Sales Roles Reports Reader/);
  const created = await lab.admin.submit(review, { step: 'create' });
  const page = textOf(await lab.admin.get(String(created.headers.location)));
  expect(page).toMatch(/Mail nickname Britta.Simon User type Guest/);
  expect(page).toContain('Sales');
  const audit = textOf(await lab.admin.get('/admin/audit'));
  for (const activity of ['Add user', 'Add member to group', 'Add member to role'])
    expect(audit).toContain(activity);
  expect(textOf(await lab.admin.get(`/admin/groups/${group}`))).toContain('Britta Simon');
});

test('shows fifty of many groups; a search finds others and keeps the ticked ones', async () => {
  const ids = [];
  for (let n = 0; n < 52; n++) ids.push(await addGroup(lab.admin, `Group ${n + 10}`));
  const [first = '', last = ''] = [ids[0], ids.at(-1)];
  expect((await lab.admin.get(newUserForm)).body).not.toContain(last);
  const fields = { ...typed, group: first, step: 'search', choiceSearch: '61' };
  const found = await sendForm(lab.admin, newUserForm, fields);
  expect(found.status).toBe(200);
  expect(found.body).toContain(`id="group-${last}"`);
  expect(found.body).toMatch(
    new RegExp(`checked[^>]*id="group-${first}"|id="group-${first}"[^>]*checked`),
  );
  expect(found.form.fields.givenName).toBe('Britta');
});

test('refuses roles at creation from users who cannot assign roles', async () => {
  const desk = await userAdministrator(lab);
  const fields = { ...typed, password: 'Correct-Horse-2', step: 'create' };
  const refused = await sendForm(desk, newUserForm, { ...fields, role: 'Global Administrator' });
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('Privileged Role Administrator');
  expect((await sendForm(desk, newUserForm, fields)).status).toBe(303);
});
