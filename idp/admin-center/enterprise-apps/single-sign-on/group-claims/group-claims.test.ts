import { beforeEach, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../../../testing/administration.ts';
import { bSimon, tenantId } from '../../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { signInToPeakon, singleSignOnPage } from '../testing/peakon.ts';

const lab = administeredContosoForEachTest();
const claims = () => `${singleSignOnPage(lab)}/claims`;
const page = () => `${claims()}/groups`;
let salesId: string;
beforeEach(async () => {
  const { directory } = lab.idp;
  const sales = { tenantId, displayName: 'Sales', onPremisesSamAccountName: 'sales' };
  salesId = (await directory.createGroup(sales)).id;
  await directory.addGroupMembers(salesId, [lab.userId]);
});

const form = { choice: 'SecurityGroup', source: 'object_id', filterAttribute: 'displayName' };
const save = (changes: object) =>
  sendForm(lab.admin, page(), { ...form, filterMatch: 'prefix', ...changes });
const attribute = (name: string, value: string) =>
  `<Attribute Name="${name}"><AttributeValue>${value}</AttributeValue></Attribute>`;
const groups = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';
const response = async () => (await signInToPeakon(lab)).response ?? '';

test('a group claim is added, changed and deleted, and the response follows', async () => {
  expect(textOf(await lab.admin.get(claims()))).toContain('Add a group claim');
  expect(await response()).not.toContain(groups);
  expect((await save({})).status).toBe(303);
  const listed = await lab.admin.get(claims());
  expect(textOf(listed)).toContain(`${groups} user.groups [SecurityGroup] Delete`);
  expect(textOf(listed)).not.toContain('Add a group claim');
  expect(await response()).toContain(attribute(groups, salesId));

  const named = {
    source: 'sam_account_name',
    filterGroups: 'on',
    filterValue: 'Sa',
    customize: 'on',
    name: 'teams',
    namespace: '',
  };
  expect((await save(named)).status).toBe(303);
  expect(await response()).toContain(attribute('teams', 'sales'));
  const shown = await lab.admin.get(page());
  expect(shown.body).toMatch(/value="SecurityGroup"[^>]* checked/);
  expect(shown.body).toContain('value="teams"');

  await save({ emitAsRoles: 'on', source: 'sam_account_name' });
  expect(await response()).toContain(
    attribute('http://schemas.microsoft.com/ws/2008/06/identity/claims/role', 'sales'),
  );
  await sendForm(lab.admin, claims(), {}, `${page()}/delete`);
  expect(await response()).not.toMatch(/claims\/(groups|role)"/);
});

test.each<[what: string, changes: object, sentence: string]>([
  ['no choice', { choice: '' }, 'Choose one of None, All'],
  [
    'a name of cloud-only groups with all groups',
    { choice: 'All', source: 'cloud_displayname' },
    'since a group name is not unique',
  ],
  ['a filter without its tick', { filterValue: 'Sales' }, 'Tick "Filter groups", or empty'],
  ['a name without its tick', { name: 'teams' }, 'Tick "Customize the name of the group claim"'],
  [
    'a tick without a value',
    { filterGroups: 'on' },
    'Fill in this field, or untick "Filter groups"',
  ],
  [
    'a name with a space',
    { customize: 'on', name: 'my teams' },
    'A claim name contains no white space.',
  ],
  [
    'a regex without a name',
    { applyRegex: 'on', pattern: '^Sales$', replacement: 'x' },
    'Enter a name for the claim',
  ],
])('refuses %s and keeps what was typed', async (_, changes, sentence) => {
  const refused = await save({ ...changes, namespace: '' });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain(sentence);
  for (const value of Object.values(changes).filter((one) => one !== 'on' && one !== ''))
    expect(refused.body).toMatch(new RegExp(`value="${value.replace(/[$^]/g, '\\$&')}"`));
  expect(await response()).not.toContain(groups);
  expect((await save({})).status).toBe(303);
});

test('a reserved name is saved with a warning', async () => {
  const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims';
  expect((await save({ customize: 'on', name: 'role', namespace: W })).status).toBe(303);
  expect(textOf(await lab.admin.get(page()))).toContain(`Entra reserves the name ${W}/role.`);
  expect(await response()).toContain(attribute(groups, salesId));
});

test('two administrators, a form without the token, and a user without the role', async () => {
  const [first, second] = [await lab.admin.get(page()), await lab.admin.get(page())];
  expect((await lab.admin.submit(first, { choice: 'All' })).status).toBe(303);
  const late = await lab.admin.submit(second, { choice: 'SecurityGroup' });
  expect(late.status).toBe(409);
  expect((await lab.admin.submit(late)).status).toBe(303);
  expect(textOf(await lab.admin.get(claims()))).toContain('user.groups [SecurityGroup]');
  for (const path of [page(), `${page()}/delete`])
    expect((await lab.admin.post(path, form)).status).toBe(403);
  const simon = await administrationBrowser(lab, bSimon);
  expect(textOf(await simon.get(claims()))).not.toContain('Delete');
  expect((await sendForm(simon, page(), form)).status).toBe(403);
});

test('the exchange says why each claim is sent or left out', async () => {
  await save({ source: 'on_premises_security_identifier' });
  await signInToPeakon(lab);
  const told = JSON.stringify(lab.exchanges.all());
  expect(told).toContain('No group of the user has On Premises Group Security Identifier');
});
