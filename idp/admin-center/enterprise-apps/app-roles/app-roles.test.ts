import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../../testing/administration.ts';
import { bSimon } from '../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../testing/send-form.ts';
import { signInToPeakon } from '../single-sign-on/testing/peakon.ts';

const lab = administeredContosoForEachTest();
const app = () => `/admin/apps/${lab.servicePrincipalId}`;
const roles = () => `${app()}/app-roles`;
const writer = {
  displayName: 'Survey Writer',
  allowedMemberTypes: 'User',
  value: 'Survey.Create',
  description: 'Writers can create surveys.',
  isEnabled: 'on',
};
const roleClaim = /claims\/role">(.*?)<\/Attribute>/;
const sentRoles = async () => {
  const found = roleClaim.exec((await signInToPeakon(lab)).response ?? '')?.[1] ?? '';
  return [...found.matchAll(/<AttributeValue>([^<]*)</g)].map(([, value]) => value);
};

async function createRole(changes: object = {}): Promise<string> {
  const created = await sendForm(lab.admin, `${roles()}/new`, { ...writer, ...changes });
  expect(created.status).toBe(303);
  const { body } = await lab.admin.get(roles());
  const name = { ...writer, ...changes }.displayName;
  return new RegExp(`app-roles/([0-9a-f-]{36})">${name}<`).exec(body)?.[1] ?? '';
}

const assign = (appRoleId: string) =>
  sendForm(
    lab.admin,
    `${app()}/users/add`,
    { principal: lab.userId, appRoleId, do: 'assign' },
    `${app()}/users/add`,
  );

test('a role is created, assigned and sent; disabled it stays with those who have it; deleted it is gone', async () => {
  const id = await createRole();
  expect(textOf(await lab.admin.get(roles()))).toContain(
    'Survey Writer Writers can create surveys. Users/Groups Survey.Create',
  );
  expect(await sentRoles()).toEqual([]);
  expect((await assign(id)).status).toBe(303);
  expect(await sentRoles()).toEqual(['Survey.Create']);

  await assign(await createRole({ displayName: 'Auditor', value: 'Audit' }));
  expect(await sentRoles()).toEqual(['Survey.Create', 'Audit']);

  const refused = await sendForm(lab.admin, `${roles()}/${id}/delete`, {});
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('Disable the role Survey Writer before you delete it.');
  const { isEnabled: _, ...disabled } = writer;
  expect((await sendForm(lab.admin, `${roles()}/${id}`, disabled)).status).toBe(303);
  expect((await lab.admin.get(`${app()}/users/add`)).body).not.toContain(id);
  expect(await sentRoles()).toEqual(['Survey.Create', 'Audit']);
  expect((await sendForm(lab.admin, `${roles()}/${id}/delete`, {})).status).toBe(303);
  expect(await sentRoles()).toEqual(['Audit']);
  expect(textOf(await lab.admin.get(`/admin/audit?targetId=${lab.servicePrincipalId}`))).toContain(
    'Update application',
  );
});

test('a broken rule is shown at its field, which keeps what was typed; the control is saved', async () => {
  const bad = { ...writer, value: 'Survey Create' };
  const refused = await sendForm(lab.admin, `${roles()}/new`, bad);
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('without spaces');
  expect(refused.body).toContain('value="Survey Create"');
  expect((await lab.admin.submit(refused, { value: 'Survey.Create' })).status).toBe(303);
});

test('two administrators who edit one role do not overwrite each other', async () => {
  const page = `${roles()}/${await createRole()}`;
  const [first, second] = [await lab.admin.get(page), await lab.admin.get(page)];
  expect((await lab.admin.submit(first, { description: 'First' })).status).toBe(303);
  const late = await lab.admin.submit(second, { description: 'Second' });
  expect(late.status).toBe(409);
  expect(textOf(late)).toContain('First');
  expect((await lab.admin.submit(late)).status).toBe(303);
  expect(textOf(await lab.admin.get(roles()))).toContain('Second');
});

test('refuses forms without the token, users without the role, and roles of nobody', async () => {
  const id = await createRole();
  for (const path of ['new', id, `${id}/delete`])
    expect((await lab.admin.post(`${roles()}/${path}`, writer)).status).toBe(403);
  expect((await lab.admin.get(`${roles()}/nope`)).status).toBe(404);
  const simon = await administrationBrowser(lab, bSimon);
  expect(textOf(await simon.get(roles()))).not.toContain('Create app role');
  expect((await sendForm(simon, `${roles()}/${id}`, writer)).status).toBe(403);
  expect((await lab.admin.get(`${roles()}/${id}`)).status).toBe(200);
});
