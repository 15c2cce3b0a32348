import { beforeEach, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser, redirectTo } from '../../testing/browser.ts';
import { authnRequest, bSimon, tenantId, unassigned } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
let leeId: string;
beforeEach(async () => {
  leeId = (await lab.idp.directory.findUser(tenantId, unassigned))?.id ?? '';
});

async function newGroup(displayName = 'Survey takers'): Promise<string> {
  const answer = await sendForm(lab.admin, '/admin/groups/new', {
    displayName,
    description: 'All',
  });
  expect(answer.status).toBe(303);
  return String(answer.headers.location);
}

async function signInAs(user: string) {
  const browser = new Browser(lab.idp.app);
  const answer = await browser.signIn(await browser.get(redirectTo(authnRequest())), { user });
  return { browser, answer };
}

test('a direct member of an assigned group signs in and sees the tile; without the group: 50105', async () => {
  const group = await newGroup();
  expect((await signInAs(unassigned)).answer.aadsts).toBe(50105);

  const added = await sendForm(lab.admin, `${group}/members/add`, {
    principal: leeId,
    do: 'select',
  });
  expect(added.status).toBe(303);
  expect((await signInAs(unassigned)).answer.aadsts).toBe(50105);

  const { servicePrincipalId } = lab;
  await sendForm(lab.admin, group, { servicePrincipalId }, `${group}/applications/add`);
  const { browser, answer } = await signInAs(unassigned);
  expect(answer.response).toContain(unassigned);
  expect(textOf(await browser.get('/my-apps'))).toContain('Peakon');
  expect(textOf(await lab.admin.get(`/admin/users/${leeId}`))).toContain(
    'Peakon Group Survey takers',
  );

  await sendForm(lab.admin, group, { member: leeId }, `${group}/members/remove`);
  expect((await signInAs(unassigned)).answer.aadsts).toBe(50105);
});

test('removing the assignment of the group, or deleting the group, ends the access', async () => {
  const group = await newGroup();
  await sendForm(lab.admin, `${group}/members/add`, { principal: leeId, do: 'select' });
  const assign = () =>
    sendForm(
      lab.admin,
      group,
      { servicePrincipalId: lab.servicePrincipalId },
      `${group}/applications/add`,
    );
  await assign();
  const page = await lab.admin.get(group);
  const assignment = /name="assignment" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  await sendForm(lab.admin, group, { assignment }, `${group}/applications/remove`);
  expect((await signInAs(unassigned)).answer.aadsts).toBe(50105);
  await assign();
  expectSignedIn((await signInAs(unassigned)).answer);
  expect((await sendForm(lab.admin, `${group}/delete`, {})).headers.location).toBe('/admin/groups');
  expect((await signInAs(unassigned)).answer.aadsts).toBe(50105);
  expectSignedIn((await signInAs(bSimon)).answer);
});

test('the list counts members; the name is required, and the form keeps its input', async () => {
  const refused = await sendForm(lab.admin, '/admin/groups/new', {
    displayName: '',
    description: 'Kept',
  });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('Enter a name for the group.');
  expect(refused.body).toContain('Kept</textarea>');
  const group = await newGroup('Managers');
  const members = [lab.userId, leeId].map((id): [string, string] => ['principal', id]);
  await sendForm(lab.admin, `${group}/members/add`, [...members, ['do', 'select']]);
  expect(textOf(await lab.admin.get('/admin/groups'))).toContain('Managers All 2');
  expect(textOf(await lab.admin.get('/admin/groups?search=nope'))).toContain('No group matches');
  expect(textOf(await lab.admin.get(`${group}?search=lee`))).toContain('Members (1)');
});

test('two administrators who rename one group do not overwrite each other', async () => {
  const group = await newGroup();
  const first = await lab.admin.get(`${group}/edit`);
  const second = await lab.admin.get(`${group}/edit`);
  expect((await lab.admin.submit(first, { displayName: 'First' })).status).toBe(303);
  const late = await lab.admin.submit(second, { displayName: 'Second' });
  expect(late.status).toBe(409);
  expect(textOf(await lab.admin.get(group))).toContain('First');
  expect((await lab.admin.submit(late)).status).toBe(303);
  expect(textOf(await lab.admin.get(group))).toContain('Second');
});

test('refuses forms without the token, and users without the role', async () => {
  const group = await newGroup();
  const forms = [
    'members/add',
    'members/remove',
    'applications/add',
    'applications/remove',
    'edit',
    'delete',
  ];
  const paths = ['/admin/groups/new', ...forms.map((one) => `${group}/${one}`)];
  for (const path of paths)
    expect([path, (await lab.admin.post(path, { displayName: 'x', do: 'select' })).status]).toEqual(
      [path, 403],
    );
  expect((await lab.admin.get(group)).status).toBe(200);

  const simon = await administrationBrowser(lab, bSimon);
  expect(textOf(await simon.get('/admin/groups'))).not.toContain('New group');
  expect((await simon.get(`${group}/edit`)).status).toBe(403);
});

test('a group of each type, with the values of Active Directory; the form keeps what was typed', async () => {
  const values = {
    displayName: 'Sales of Contoso',
    onPremisesSyncEnabled: 'on',
    onPremisesSamAccountName: 'sales',
    onPremisesNetBiosName: 'CONTOSO',
    onPremisesDomainName: 'contoso.com',
    onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-1001',
  };
  const refused = await sendForm(lab.admin, '/admin/groups/new', {
    ...values,
    kind: 'mailSecurity',
    onPremisesSecurityIdentifier: 'S-1',
  });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('A security identifier looks like');
  const saved = await lab.admin.submit(refused, values);
  const address = String(saved.headers.location);
  const shown = textOf(await lab.admin.get(address));
  for (const text of [
    'Group type Mail-enabled security',
    'Mail nickname SalesofContoso',
    'Source Windows Server AD',
    'sAMAccountName sales',
    'Security identifier (SID) S-1-5-21-1-2-3-1001',
  ])
    expect(shown).toContain(text);
  const form = await lab.admin.get(`${address}/edit`);
  const edited = await lab.admin.submit(form, { kind: 'microsoft365' });
  expect(edited.status).toBe(303);
  expect(textOf(await lab.admin.get(address))).toContain('Group type Microsoft 365');
  const taken = { displayName: 'Other', kind: 'microsoft365', mailNickname: 'salesofcontoso' };
  const other = await sendForm(lab.admin, '/admin/groups/new', taken);
  expect(textOf(other)).toContain('The group Sales of Contoso has the mail nickname');
});

test('a group becomes a member of a group, and is removed; a refused one keeps the ticks', async () => {
  const [outer, inner] = [await newGroup('Outer'), await newGroup('Inner')];
  const innerId = inner.slice(inner.lastIndexOf('/') + 1);
  const outerId = outer.slice(outer.lastIndexOf('/') + 1);
  const add = (ids: readonly string[]) =>
    sendForm(lab.admin, `${outer}/members/add`, [
      ...ids.map((id): [string, string] => ['principal', id]),
      ['do', 'select'],
    ]);
  const refused = await add([outerId, leeId]);
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('The group Outer cannot be a member of itself.');
  expect(textOf(refused)).toContain('Selected (2)');
  expect((await add([innerId, leeId])).status).toBe(303);
  expect(textOf(await lab.admin.get(outer))).toContain('Groups that are members (1)');
  expect(textOf(await lab.admin.get(outer))).toContain('Members (1)');
  expect(textOf(await lab.admin.get(inner))).toContain('Member of: Outer');
  await sendForm(lab.admin, outer, { member: innerId }, `${outer}/members/remove`);
  expect(textOf(await lab.admin.get(outer))).not.toContain('Nested groups');
});

test('does not show a group of another tenant', async () => {
  const other = '11112222-0000-cccc-1111-dddd2222eeee';
  await lab.idp.directory.createTenant({
    id: other,
    displayName: 'Fabrikam',
    domain: 'fabrikam.com',
  });
  await lab.idp.directory.createUser({
    tenantId: other,
    userPrincipalName: 'admin@fabrikam.com',
    displayName: 'Other',
    password: 'Correct-Horse-1',
    directoryRoles: ['Global Administrator'],
  });
  const group = await newGroup();
  const stranger = await administrationBrowser(lab, 'admin@fabrikam.com');
  expect((await stranger.get(group)).status).toBe(404);
  expect((await stranger.get(`/admin/users/${leeId}`)).status).toBe(404);
  expect((await lab.admin.get(group)).status).toBe(200);
});
