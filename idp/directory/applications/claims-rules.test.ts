import { beforeEach, describe, expect, test } from 'vitest';
import { createGroup } from '../groups/manage-groups.ts';
import {
  expectFault,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { requireApplication } from './application-details.ts';
import { addApplication } from './applications.ts';
import { saveClaimsOptions } from './claims-options.ts';
import { claimsOf, saveClaim, saveNameId } from './claims-settings.ts';

const lab = smallDirectoryForEachTest();
let edit: { servicePrincipalId: string };
beforeEach(async () => {
  edit = await addApplication(lab.db, { tenantId, displayName: 'Reports' }, now);
});

const mail = { kind: 'attribute', attribute: 'user.mail' };
const country = { kind: 'attribute', attribute: 'user.country' };
const upper = { method: 'ToUppercase', input: mail };
const regex = { method: 'RegexReplace', input: mail, pattern: '(a)', replacement: '{1}' };
const of = (...transformations: object[]) => ({ kind: 'transformation', transformations });
const values = (source: unknown, more: object = {}) =>
  untyped({ name: 'own', namespace: '', source, ...more });
const add = (source: unknown, more: object = {}) =>
  saveClaim(lab.db, edit, undefined, values(source, more));
const claims = async () =>
  claimsOf(await requireApplication(lab.db, undefined, edit.servicePrincipalId)).claims;

describe('a transformation', () => {
  test.each<[transformations: object[], property: string, code: string]>([
    [[], '', 'required'],
    [[upper, { method: 'ToLowercase' }, { method: 'ToUppercase' }], '', 'too_many'],
    [[{ method: 'Reverse', input: mail }], '.transformations.0.method', 'required'],
    [[{ method: '__proto__', input: mail }], '.transformations.0.method', 'required'],
    [[{ method: 'ToUppercase' }], '.transformations.0.input', 'required'],
    [[upper, { method: 'Join' }], '.transformations.1.parameter2', 'required'],
    [
      [{ method: 'ToUppercase', input: { ...mail, attribute: 'user.shoe' } }],
      '.transformations.0.input',
      'required',
    ],
    [
      [{ method: 'ToUppercase', input: { ...mail, attribute: 'user.netbiosname' } }],
      '.transformations.0.input',
      'not_modelled',
    ],
    [
      [{ method: 'ExtractAfter', input: mail, value: 'x'.repeat(1025) }],
      '.transformations.0.value',
      'too_long',
    ],
    [[{ method: 'ExtractAfter', input: mail, value: 5 }], '.transformations.0.value', 'type'],
    [
      [{ method: 'SubstringEndOfString', input: mail, startIndex: -1 }],
      '.transformations.0.startIndex',
      'number',
    ],
    [
      [{ method: 'SubstringFixedLength', input: mail, startIndex: 0, length: 0 }],
      '.transformations.0.length',
      'number',
    ],
    [
      [{ ...upper, treatAsMultiValue: true }],
      '.transformations.0.treatAsMultiValue',
      'not_multi_valued',
    ],
    [[{ ...regex, pattern: '' }], '.transformations.0.pattern', 'required'],
    [[{ ...regex, pattern: '(' }], '.transformations.0.pattern', 'pattern'],
    [[{ ...regex, replacement: '{2}' }], '.transformations.0.replacement', 'unknown_group'],
    [[{ ...regex, parameters: [country] }], '.transformations.0.parameters', 'unused_parameter'],
    [
      [{ ...regex, replacement: '{country}', parameters: [country, country] }],
      '.transformations.0.parameters.1',
      'duplicate',
    ],
    [
      [{ ...regex, parameters: [{ kind: 'constant', value: 'x' }], replacement: '{"x"}' }],
      '.transformations.0.parameters.0',
      'constant',
    ],
    [
      [{ method: 'ToUppercase', input: { kind: 'directoryExtension', extension: 'skype' } }],
      '.transformations.0.input',
      'extension',
    ],
  ])('%o is refused at %s as %s', async (transformations, property, code) => {
    const before = await claims();
    await expectFault(add(of(...transformations)), `source${property}`, code);
    expect(await claims()).toEqual(before);
    await add(of(upper));
  });

  test('keeps only what its method has', async () => {
    await add(of({ ...upper, value: 'x', parameter2: country, pattern: '(' }));
    expect((await claims()).at(-1)?.source).toEqual(of(upper));
  });

  test('of the Name ID is one of four', async () => {
    const save = (source: object) =>
      saveNameId(lab.db, edit, untyped({ nameIdFormat: '', nameIdSource: source }));
    const contains = { method: 'Contains', input: mail, value: 'a', output: mail };
    await expectFault(
      save(of(contains)),
      'nameIdSource.transformations.0.method',
      'not_for_name_id',
    );
    await save(of(upper));
    await save({ kind: 'attribute', attribute: 'user.pairwiseid' });
    await expectFault(
      add({ kind: 'attribute', attribute: 'user.pairwiseid' }),
      'source',
      'only_name_id',
    );
  });
});

test.each(['user.netbiosname', 'application.tags', 'audience.tags', 'company.tenantcountry'])(
  'a source of Entra for which there is no value here is refused with what to use: %s',
  async (attribute) => {
    const saved = add({ kind: 'attribute', attribute });
    await expectFault(saved, 'source', 'not_modelled');
    await expect(saved).rejects.toThrow('is a source in Entra, and not modelled here; ');
  },
);

test('the letter case of an attribute does not matter, and an unknown directory extension is refused', async () => {
  await add({ kind: 'attribute', attribute: 'user.accountEnabled' });
  expect((await claims()).at(-1)?.source).toMatchObject({ attribute: 'user.accountenabled' });
  const extension = `extension_${'0'.repeat(32)}_skype`;
  await expectFault(
    add({ kind: 'directoryExtension', extension }, { name: 'x' }),
    'source',
    'unknown_extension',
  );
});

describe('conditions', () => {
  const group = async (displayName: string, tenant = tenantId) =>
    (await createGroup(lab.db, { tenantId: tenant, displayName }, now)).id;

  test('in place of a source, with groups of the tenant', async () => {
    const condition = { userType: 'Members', groupIds: [await group('Sales')], source: mail };
    await add(undefined, { conditions: [condition] });
    expect((await claims()).at(-1)).toMatchObject({ conditions: [condition] });
    const unknown = [{ ...condition, groupIds: [await group('Sales', fabrikam)] }];
    const refused = add(mail, { name: 'x', conditions: unknown });
    await expect(refused).rejects.toMatchObject({
      faults: [{ property: expect.stringMatching(/^conditions\.0\.groupIds/) }],
    });
  });

  test.each<[condition: object, property: string, code: string]>([
    [{ userType: 'Robots', source: mail }, 'conditions.0.userType', 'user_type'],
    [{ userType: 'Any' }, 'conditions.0.source', 'required'],
    [{ userType: 'Any', source: { ...mail, attribute: '' } }, 'conditions.0.source', 'required'],
    [{ userType: 'Any', source: mail, groupIds: 'Sales' }, 'conditions.0.groupIds', 'type'],
    [
      { userType: 'Any', source: of({ method: 'ToUppercase' }) },
      'conditions.0.source.transformations.0.input',
      'required',
    ],
  ])('%o is refused at %s as %s', async (condition, property, code) => {
    await expectFault(add(mail, { conditions: [condition] }), property, code);
  });

  test('an application has at most 20 RegexReplace() and 50 groups', async () => {
    for (let number = 0; number < 10; number++)
      await add(of(regex, { ...regex, input: undefined }), { name: `regex${number}` });
    await expectFault(add(of(regex)), '', 'too_many_regexes');
    await add(of(upper));
    const ids: string[] = [];
    for (let number = 0; number < 51; number++) ids.push(await group(`Group ${number}`));
    const condition = (groupIds: string[]) => ({
      name: 'grouped',
      conditions: [{ userType: 'Any', groupIds, source: mail }],
    });
    await expectFault(add(mail, condition(ids)), '', 'too_many_groups');
    await add(mail, condition(ids.slice(0, 50)));
  });
});

test.each<[options: object, property: string, code: string]>([
  [{ audienceOverride: 'all' }, 'audienceOverride', 'malformed'],
  [{ includeAttributeNameFormat: 'yes' }, 'includeAttributeNameFormat', 'type'],
  [{ optionalClaims: [{ name: 'groups' }] }, 'optionalClaims.0.name', 'unknown'],
  [{ optionalClaims: [{ name: 'upn' }, { name: 'upn' }] }, 'optionalClaims.1.name', 'taken'],
  [
    { optionalClaims: [{ name: 'acct', additionalProperties: ['x'] }] },
    'optionalClaims.0.additionalProperties',
    'unknown',
  ],
  [{ audience: 'x' }, 'audience', 'unknown_property'],
])('the options %o are refused at %s as %s', async (options, property, code) => {
  await expectFault(saveClaimsOptions(lab.db, edit, untyped(options)), property, code);
  await saveClaimsOptions(lab.db, edit, { audienceOverride: 'https://sp.example.com' });
});
