import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
let users: string;
beforeEach(async () => {
  await lab.idp.directory.configureProvisioning(lab.servicePrincipalId, { templateId: 'scim' });
  users = `/admin/apps/${lab.servicePrincipalId}/provisioning/mappings/users`;
});

const editor = (target: string) =>
  `${users}/edit${target && `?${new URLSearchParams({ target })}`}`;
const form = (fields: Record<string, string>) => ({
  mappingType: 'Direct',
  sourceAttribute: 'department',
  constant: '',
  expression: '',
  defaultValue: '',
  targetAttribute: 'title',
  newTargetAttribute: '',
  matchingPriority: '',
  flowType: 'Always',
  ...fields,
});
const save = (target: string, fields: Record<string, string>) =>
  sendForm(lab.admin, editor(target), form(fields));
const list = async () => textOf(await lab.admin.get(users));

test('a mapping is changed to another source, a constant and an expression', async () => {
  expect(await list()).toContain('title [jobTitle]');
  expect((await save('title', {})).status).toBe(303);
  expect(await list()).toContain('title [department]');
  await save('title', { mappingType: 'Constant', constant: 'Say "hi"' });
  expect(await list()).toContain(String.raw`title "Say \"hi\""`);
  await save('title', {
    mappingType: 'Expression',
    expression: 'ToUpper([department])',
    defaultValue: 'none',
    flowType: 'ObjectAddOnly',
  });
  expect(await list()).toContain(
    'title ToUpper([department]) Default value if null: none Only during object creation',
  );
  const { body } = await lab.admin.get(editor('title'));
  expect(body).toContain('ToUpper([department])</textarea>');
});

test('a function that samlab does not simulate is kept, and marked', async () => {
  const expression = 'DateAdd("d", 1, [jobTitle])';
  expect((await save('title', { mappingType: 'Expression', expression })).status).toBe(303);
  expect(await list()).toContain('samlab does not simulate DateAdd');
});

test.each<[fields: Record<string, string>, field: string, sentence: string]>([
  [{ mappingType: 'Expression', expression: 'ToUpper([department]' }, 'expression', ')'],
  [{ sourceAttribute: 'nothing' }, 'sourceAttribute', 'nothing'],
  [{ sourceAttribute: '' }, 'sourceAttribute', ''],
  [{ targetAttribute: 'userName' }, 'targetAttribute', 'userName'],
  [{ matchObjects: 'on' }, 'matchingPriority', 'Matching precedence is a whole number from 1.'],
  [
    { matchObjects: 'on', matchingPriority: '0' },
    'matchingPriority',
    'Matching precedence is a whole number from 1.',
  ],
  [{ mappingType: 'Expression', expression: ' ' }, 'expression', 'Enter an expression.'],
  [{ targetAttribute: '' }, 'targetAttribute', 'Choose the attribute'],
])('%o is refused at its field, and nothing is saved', async (fields, field, sentence) => {
  const refused = await save('title', fields);
  expect(refused.status).toBe(422);
  const error = new RegExp(`id="${field}Error"[^>]*>([^<]+)<`).exec(refused.body)?.[1] ?? '';
  expect(error).not.toBe('');
  expect(error).toContain(sentence);
  expect(await list()).toContain('title [jobTitle]');
  expect((await save('title', {})).status).toBe(303);
});

test('a new mapping to an attribute that the application did not have; then it is deleted', async () => {
  const target = 'urn:ietf:params:scim:schemas:extension:peakon:2.0:User:Business Unit';
  const added = await save('', { targetAttribute: '', newTargetAttribute: target });
  expect(added.status).toBe(303);
  expect(await list()).toContain(`${target} [department]`);
  await sendForm(lab.admin, users, { target }, `${users}/delete`);
  expect(await list()).not.toContain(`${target} [department]`);
});

test('a new attribute that takes the manager is a reference', async () => {
  const target = 'urn:ietf:params:scim:schemas:extension:samlab:2.0:User:mentor';
  const fields = { targetAttribute: '', newTargetAttribute: target, sourceAttribute: 'manager' };
  expect((await save('', fields)).status).toBe(303);
  expect(await list()).toContain(`${target} [manager]`);
  // A text cannot take it.
  expect((await save('title', { sourceAttribute: 'manager' })).status).toBe(422);
});

test('the only attribute that objects are matched by cannot be deleted', async () => {
  const refused = await sendForm(lab.admin, users, { target: 'userName' }, `${users}/delete`);
  expect(refused.status).toBe(422);
  expect(await list()).toContain('userName');
});

test('actions are saved, and the default mappings restored', async () => {
  await save('title', {});
  const saved = await sendForm(lab.admin, users, [
    ['flowTypes', 'Add'],
    ['flowTypes', 'Update'],
  ]);
  expect(saved.status).toBe(303);
  const all = `/admin/apps/${lab.servicePrincipalId}/provisioning/mappings`;
  expect(textOf(await lab.admin.get(all))).toContain('Create, Update');
  await sendForm(lab.admin, all, {}, `${all}/restore`);
  expect(await list()).toContain('title [jobTitle]');
  expect(textOf(await lab.admin.get(all))).toContain('Create, Update, Delete');
});

test('another administrator who was faster is not overwritten', async () => {
  const { forms } = await lab.admin.get(editor('title'));
  const stale = forms.find(({ action }) => action === editor('title'))?.fields ?? {};
  await save('title', { mappingType: 'Constant', constant: 'first' });
  const refused = await lab.admin.post(editor('title'), {
    ...form({ mappingType: 'Constant', constant: 'second' }),
    _csrf: stale._csrf ?? '',
    version: stale.version ?? '',
  });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('your change was not made');
  expect(await list()).toContain('"first"');
});

test('scoping filters: add one with two clauses, change it, delete it', async () => {
  const scope = `/admin/apps/${lab.servicePrincipalId}/provisioning/scope`;
  const sales: [string, string][] = [
    ['name', 'Sales'],
    ['attribute', 'department'],
    ['operator', 'EQUALS'],
    ['value', 'Sales'],
    ['attribute', 'country'],
    ['operator', 'IS NOT NULL'],
    ['value', ''],
    ['attribute', ''],
    ['operator', 'EQUALS'],
    ['value', 'ignored'],
    ['step', 'save'],
  ];
  expect((await sendForm(lab.admin, `${scope}/users/new`, sales)).status).toBe(303);
  const shown = textOf(await lab.admin.get(scope));
  expect(shown).toContain('Sales department EQUALS Sales AND country IS NOT NULL');

  const more = await sendForm(lab.admin, `${scope}/users/0`, [
    ...sales.slice(0, -1),
    ['step', 'more'],
  ]);
  expect(more.body.match(/name="attribute"/g)).toHaveLength(4);
  const wrong = sales.map(([name, value]): [string, string] =>
    name === 'operator' ? [name, 'LIKES'] : [name, value],
  );
  const refused = await sendForm(lab.admin, `${scope}/users/0`, wrong);
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('clause-0-error');

  await sendForm(lab.admin, `${scope}/users/0`, { name: 'Sales', step: 'delete' });
  expect(textOf(await lab.admin.get(scope))).not.toContain('department EQUALS');
  expect((await lab.admin.get(`${scope}/users/5`)).status).toBe(404);
});

describe('Test expression', () => {
  /** Presses the button, which sends the form of the editor elsewhere. */
  async function run(fields: Record<string, string>, target = 'title') {
    const { forms, body } = await lab.admin.get(editor(target));
    const { _csrf = '', version = '' } =
      forms.find(({ action }) => action === editor(target))?.fields ?? {};
    const address = `${users}/test?${new URLSearchParams({ target })}`;
    expect(body).toContain(`formaction="${address}#expressionTest"`);
    const typed = form({ testObject: '', testValues: '', mappingType: 'Expression', ...fields });
    return lab.admin.post(address, { ...typed, _csrf, version });
  }
  const result = (seen: Awaited<ReturnType<typeof run>>) =>
    seen.body.includes('id="testResult"') ? textOf(seen).split('Test the expression')[1] : '';

  test('computes what is typed, with typed values and with those of a user, and saves nothing', async () => {
    const typed = await run({
      expression: 'Join("-", [department], ToUpper([country]))',
      testValues: 'department = Sales\ncountry=de',
    });
    expect(typed.status).toBe(200);
    expect((await lab.admin.get(`${users}/test?target=title`)).headers.location).toBe(
      editor('title'),
    );
    expect(result(typed)).toContain('Result: "Sales-DE"');
    expect(typed.body).toContain('country=de</textarea>');
    const person = await run({ expression: 'ToLower([mail])', testObject: 'b.simon@CONTOSO.com' });
    expect(result(person)).toContain('Result: "b.simon@contoso.com"');
    expect(result(person)).toContain('mail "B.Simon@contoso.com"');
    const both = await run({
      expression: 'Join(" ", [givenName], [surname], [otherMails])',
      testObject: 'B.Simon@contoso.com',
      testValues: '[surname] = Okafor\nsurname =\notherMails = a\notherMails = b',
    });
    expect(result(both)).toContain('Result: "B Okafor a b"');
    const active = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';
    const scope = await run({
      expression: active,
      targetAttribute: 'active',
      testObject: 'B.Simon@contoso.com',
    });
    expect(result(scope)).toContain('Result: true');
    expect(await list()).toContain('title [jobTitle]');
  });

  test('says that there is no value, what is written at creation, and why an attribute is left out', async () => {
    const none = await run({ expression: 'ToLower([city])', testValues: 'city =' });
    expect(result(none)).toContain('No value');
    expect(result(none)).toContain('Nothing is written');
    const usual = await run({ expression: 'ToLower([city])', defaultValue: 'nowhere' });
    expect(result(usual)).toContain('the default value "nowhere" is written');
    expect(result(usual)).toContain('Name a user or type values: without them, every attribute');
    expect(result(none)).not.toContain('Name a user');
    const noTarget = await run({ expression: 'toUper([city])', targetAttribute: '' });
    expect(result(noTarget)).toContain('The target attribute is left out.');
    const unknown = await run({ expression: 'toUper([city])' });
    expect(result(unknown)).toContain('Did you mean ToUpper?');
  });

  test.each<[fields: Record<string, string>, field: string, sentence: string]>([
    [{ expression: 'ToUpper([city]' }, 'expression', 'ToUpper is not closed'],
    [{ expression: 'ToUpper([citi])' }, 'expression', 'did you mean city?'],
    [{ expression: 'ToUpper([city])', testObject: 'nobody@contoso.com' }, 'testObject', 'no user'],
    [{ expression: 'ToUpper([city])', testValues: 'city' }, 'testValues', 'Line 1'],
    [{ expression: 'ToUpper([city])', testValues: 'citi=a' }, 'testValues', 'did you mean city?'],
  ])('%o is refused at its field', async (fields, field, sentence) => {
    const refused = await run(fields);
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('The expression was not tested');
    const error = new RegExp(`id="${field}Error"[^>]*>([^<]+)<`).exec(refused.body)?.[1] ?? '';
    expect(error).toContain(sentence);
    expect(result(refused)).toBe('');
  });
});
