import { beforeEach, describe, expect, test } from 'vitest';
import { nameIdFormat } from '../../../saml/names.ts';
import {
  expectFault,
  expectNotFound,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { requireApplication } from './application-details.ts';
import { addApplication } from './applications.ts';
import { claimsOf, nameIdOf, removeClaim, saveClaim, saveNameId } from './claims-settings.ts';

const lab = smallDirectoryForEachTest();
let edit: { servicePrincipalId: string };
beforeEach(async () => {
  edit = await addApplication(lab.db, { tenantId, displayName: 'Reports' }, now);
});

const stored = async () => requireApplication(lab.db, undefined, edit.servicePrincipalId);
const claims = async () => claimsOf(await stored()).claims;

const namespace = 'http://schemas.example.com/claims';
const restricted = 'http://schemas.microsoft.com/identity/claims';
const defaults = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const source = { kind: 'attribute', attribute: 'user.mail' } as const;
const claim = { name: 'email', namespace, source };

const add = (changed: object = {}) => saveClaim(lab.db, edit, undefined, { ...claim, ...changed });

/** What a source can be wrong in, with the end of the property. */
const brokenSources: readonly [source: unknown, property: string, code: string][] = [
  [{ kind: 'transformation', value: 'x' }, '', 'required'],
  [{}, '', 'required'],
  [{ kind: 'attribute', attribute: 'user.shoesize' }, '', 'required'],
  [{ kind: 'attribute', attribute: 5 }, '', 'required'],
  [{ kind: 'attribute', attribute: '__proto__' }, '', 'required'],
  [{ kind: 'constant', value: '' }, '.value', 'required'],
  [{ kind: 'constant', value: 'x'.repeat(1025) }, '.value', 'too_long'],
  [{ kind: 'constant', value: 5 }, '.value', 'type'],
  [{ kind: 'constant' }, '.value', 'type'],
  ['user.mail', '', 'type'],
  [null, '', 'type'],
  [[], '', 'type'],
];

describe('saveClaim', () => {
  test('adds a claim, changes it, and keeps only the properties of its kind of source', async () => {
    await add();
    const [added] = (await claims()).slice(-1);
    expect(added).toMatchObject(claim);
    const constant = { kind: 'constant', value: 'x', attribute: 'user.mail' };
    await saveClaim(lab.db, edit, added?.id, { ...claim, source: untyped(constant) });
    expect((await claims()).slice(-1)).toEqual([
      { ...added, source: { kind: 'constant', value: 'x' } },
    ]);
  });

  test.each<[property: string, code: string, change: object]>([
    ['name', 'required', { name: '' }],
    ['name', 'malformed', { name: 'e mail' }],
    ['name', 'too_long', { name: 'x'.repeat(513) }],
    ['name', 'type', { name: 5 }],
    ['name', 'restricted', { name: 'tenantid', namespace: restricted }],
    ['name', 'restricted', { name: 'nameidentifier', namespace: `${defaults}/` }],
    ['name', 'restricted', { name: `${restricted}/objectidentifier`, namespace: '' }],
    ['name', 'taken', { name: 'surname', namespace: defaults }],
    ['name', 'taken', { name: `${defaults}/surname`, namespace: '' }],
    ['namespace', 'malformed', { namespace: 'claims' }],
    ['namespace', 'type', { namespace: undefined }],
    ['id', 'unknown_property', { id: 'surname' }],
  ])('refuses %s as %s: %o', async (property, code, change) => {
    const before = await claims();
    await expectFault(add(change), property, code);
    expect(await claims()).toEqual(before);
  });

  test.each(brokenSources)('refuses the source %o', async (broken, property, code) => {
    await expectFault(add({ source: broken }), `source${property}`, code);
  });

  test('a claim can keep its name but cannot take that of another claim', async () => {
    const mail = { name: 'surname', namespace: defaults, source };
    await saveClaim(lab.db, edit, 'surname', mail);
    expect(await claims()).toContainEqual({ id: 'surname', ...mail });
    await expectFault(saveClaim(lab.db, edit, 'givenname', mail), 'name', 'taken');
  });

  test('refuses a claim or an application that does not exist', async () => {
    await expectNotFound(saveClaim(lab.db, edit, 'nope', claim), 'claim', 'nope');
    await expectFault(saveClaim(lab.db, edit, untyped(5), claim), 'id', 'type');
    const unknown = { servicePrincipalId: 'nope' };
    await expectNotFound(saveClaim(lab.db, unknown, undefined, claim), 'application', 'nope');
  });
});

describe('removeClaim', () => {
  test('removes a claim that exists', async () => {
    await removeClaim(lab.db, edit, 'surname');
    expect((await claims()).map(({ id }) => id)).toEqual(['givenname', 'emailaddress', 'name']);
    await expectNotFound(removeClaim(lab.db, edit, 'surname'), 'claim', 'surname');
  });

  test.each([5, undefined, null, {}])('refuses the id %o', async (id) => {
    await expectFault(removeClaim(lab.db, edit, untyped(id)), 'id', 'type');
  });
});

describe('saveNameId', () => {
  const nameId = { nameIdFormat: nameIdFormat.emailAddress, nameIdSource: source };
  const save = (changed: object = {}) => saveNameId(lab.db, edit, { ...nameId, ...changed });

  test('saves format and source', async () => {
    await save();
    expect(nameIdOf(await stored())).toEqual(nameId);
  });

  test.each([
    ['urn:x', 'unknown'],
    [nameIdFormat.transient, 'unknown'],
    ['__proto__', 'unknown'],
    [undefined, 'type'],
  ])('refuses the format %o as %s', async (format, code) => {
    await expectFault(save({ nameIdFormat: format }), 'nameIdFormat', code);
  });

  test.each(brokenSources)('refuses the source %o', async (broken, property, code) => {
    await expectFault(save({ nameIdSource: broken }), `nameIdSource${property}`, code);
  });
});

test('a claim that was changed since the form was made is stale', async () => {
  const tag = 'of-another-version';
  const stale = { name: 'StaleVersion' };
  await expect(saveClaim(lab.db, { ...edit, tag }, 'surname', claim)).rejects.toMatchObject(stale);
  await expect(removeClaim(lab.db, { ...edit, tag }, 'surname')).rejects.toMatchObject(stale);
});
