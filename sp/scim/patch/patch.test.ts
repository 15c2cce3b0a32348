import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { type Resource, type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

const wk = urn.enterpriseUser;
const pk = urn.peakonUser;

let peakon: ScimUnderTest;
beforeAll(async () => {
  peakon = await scimUnderTest();
});
afterAll(() => peakon.sp.close());

let number = 0;
/** A new user for each test. */
const create = (more: object = {}) => peakon.create(`patch${number++}@contoso.com`, more);

/** The user after a PATCH that succeeded. */
async function patched({ id }: Resource, ...operations: object[]): Promise<Resource> {
  const { status, body, text } = await peakon.patch(id, ...operations);
  expect(status, text).toBe(200);
  expect(await peakon.get(id)).toEqual(body);
  return body;
}

async function refused(user: Resource, scimType: string, ...operations: object[]): Promise<void> {
  expect(await peakon.patch(user.id, ...operations)).toMatchObject({
    status: 400,
    body: { scimType },
  });
  expect(await peakon.get(user.id)).toEqual(user);
}

describe('single values', () => {
  test('UPD-33: several operations with a path', async () => {
    const user = await patched(
      await create(),
      { op: 'Replace', path: 'displayName', value: 'New' },
      { op: 'Replace', path: 'name.givenName', value: 'Anna' },
      { op: 'Replace', path: `${wk}:department`, value: 'Sales' },
      { op: 'Add', path: 'title', value: 'Boss' },
    );
    expect(user).toMatchObject({ displayName: 'New', name: { givenName: 'Anna' }, title: 'Boss' });
    expect(user[wk]).toEqual({ department: 'Sales' });
  });

  test('UPD-34, 36: one without a path, with dotted and URN names, and whole extensions', async () => {
    const user = await patched(await create({ name: { familyName: 'Kept' } }), {
      op: 'replace',
      value: {
        displayName: 'New',
        'name.givenName': 'Anna',
        [`${wk}:department`]: 'Sales',
        [`${pk}:Business Unit`]: 'Nord',
        [wk]: { costCenter: '4711' },
        [urn.user]: { title: 'Boss' },
        'emails[type eq "home"].value': 'home@contoso.com',
        misspelt: 'ignored',
      },
    });
    expect(user).toMatchObject({
      displayName: 'New',
      title: 'Boss',
      name: { givenName: 'Anna', familyName: 'Kept' },
      [wk]: { department: 'Sales', costCenter: '4711' },
      [pk]: { 'Business Unit': 'Nord' },
    });
    expect(user.emails).toHaveLength(2);
    expect(user).not.toHaveProperty('misspelt');
  });

  test('customappsso: a dot behind the URN of an extension', async () => {
    const user = await patched(
      await create(),
      { op: 'Add', path: `${wk}.department`, value: 'Sales' },
      { op: 'Add', path: `${pk}.Business Unit`, value: 'Nord' },
    );
    expect(user).toMatchObject({
      [wk]: { department: 'Sales' },
      [pk]: { 'Business Unit': 'Nord' },
    });
  });

  test.each([
    ['UPD-35: a path with the core URN', { op: 'Replace', path: `${urn.user}:title`, value: 'X' }],
    ['a name with the core URN', { op: 'Replace', value: { [`${urn.user}:title`]: 'X' } }],
    ['UPD-37: Add on what is set', { op: 'Add', path: 'title', value: 'X' }],
    ['UPD-38: add', { op: 'add', path: 'title', value: 'X' }],
    ['UPD-38: ADD', { op: 'ADD', path: 'TITLE', value: 'X' }],
    ['names in any case', { OP: 'replace', PATH: 'title', VALUE: 'X' }],
  ])('%s', async (_, operation) => {
    expect((await patched(await create({ title: 'Old' }), operation)).title).toBe('X');
  });

  test.each(['', null, []])('UPD-42: Replace with %j clears', async (value) => {
    const user = await patched(
      await create({ title: 'Old', [wk]: { department: 'Old' } }),
      { op: 'Replace', path: 'title', value },
      { op: 'Replace', path: `${wk}:department`, value },
      { op: 'Replace', path: 'emails[type eq "work"].value', value },
    );
    for (const name of ['title', wk, 'emails']) expect(user).not.toHaveProperty([name]);
  });

  test.each(['', null])(
    'UPD-42: what is %j in an object is cleared, and the rest stays',
    async (value) => {
      const user = await create({
        title: 'Old',
        name: { givenName: 'Anna', familyName: 'Old', middleName: 'Old' },
        addresses: [{ type: 'work', locality: 'Old', country: 'CH' }],
        [wk]: { department: 'Old', costCenter: 'Kept' },
        [pk]: { Title: 'Old' },
      });
      const changed = await patched(
        user,
        { op: 'replace', value: { title: value, name: { familyName: value }, [pk]: value } },
        { op: 'Replace', path: 'name', value: { middleName: value, formatted: 'New' } },
        { op: 'replace', path: 'addresses[type eq "work"]', value: { locality: value } },
        { op: 'replace', value: { [wk]: { department: value } } },
      );
      expect(changed).toMatchObject({ [wk]: { costCenter: 'Kept' } });
      expect(changed[wk]).not.toHaveProperty('department');
      expect(changed.name).toEqual({ givenName: 'Anna', formatted: 'New' });
      expect(changed.addresses).toEqual([{ type: 'work', country: 'CH' }]);
      for (const name of ['title', pk]) expect(changed).not.toHaveProperty([name]);
      const { name } = await patched(user, { op: 'replace', value: { name: value } });
      expect(name).toBeUndefined();
    },
  );

  test.each([
    ['a number of an extension', { path: `${pk}:Own`, value: 2 ** 60 }, { value: 2 ** 50 }],
    ['an employee number', { path: `${wk}:employeeNumber`, value: 2 ** 60 }, { value: 2 ** 50 }],
    ['a member of a member', { path: 'emails', value: [{ n: 2 ** 60 }] }, { value: [{ n: 1 }] }],
  ])('%s that would lose digits is refused', async (_, operation, other) => {
    const user = await create();
    await refused(user, 'invalidValue', { op: 'Add', ...operation });
    const infinite = JSON.stringify({ op: 'Add', ...operation }).replace(/\d{19}/, '1e999');
    expect(
      await peakon.send('PATCH', `/Users/${user.id}`, `{"Operations":[${infinite}]}`),
    ).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    await patched(user, { op: 'Add', ...operation, ...other });
  });

  test('a day that no month has is no date', async () => {
    const user = await create();
    const set = (value: string) => ({ op: 'Add', path: `${pk}:Start Date`, value });
    for (const day of ['2026-02-30', '2026-02-29T10:00:00Z', '2026-13-01', '2026-01-00'])
      await refused(user, 'invalidValue', set(day));
    for (const day of ['2026-02-28', '2028-02-29', '2026-12-31T23:59:59+01:00'])
      expect(await patched(user, set(day))).toMatchObject({ [pk]: { 'Start Date': day } });
  });

  test('UPD-43: a new user name; the old one is free', async () => {
    const user = await create();
    const old = user.userName;
    const renamed = await patched(user, {
      op: 'Replace',
      path: 'userName',
      value: 'renamed@contoso.com',
    });
    expect(renamed.id).toBe(user.id);
    expect(await peakon.find(`userName eq ${JSON.stringify(old)}`)).toEqual([]);
    // The address is still the old name.
    expect(await peakon.send('POST', '/Users', { userName: old })).toMatchObject({ status: 409 });
    await patched(user, {
      op: 'Replace',
      path: 'emails[type eq "work"].value',
      value: 'renamed@contoso.com',
    });
    expect(await peakon.send('POST', '/Users', { userName: old })).toMatchObject({ status: 201 });
  });

  test('UPD-44: a change that changes nothing is no change', async () => {
    const user = await create({ title: 'Same' });
    peakon.setNow(new Date('2026-01-31T09:00:00.000Z'));
    expect(await patched(user, { op: 'Replace', path: 'title', value: 'Same' })).toEqual(user);
    const { meta } = await patched(user, { op: 'Replace', path: 'title', value: 'Other' });
    expect(meta).toMatchObject({ lastModified: '2026-01-31T09:00:00.000Z' });
    peakon.setNow(new Date('2026-01-31T08:00:00.000Z'));
  });

  test('UPD-45: all or nothing', async () => {
    const good = { op: 'Replace', path: 'title', value: 'Good' };
    const user = await create();
    await refused(user, 'mutability', good, { op: 'Replace', path: 'id', value: 'x' });
    await refused(user, 'invalidPath', good, { op: 'Add', path: `${wk}:foo`, value: 'x' }); // UPD-46
    await refused(user, 'invalidPath', good, {
      op: 'Add',
      path: 'emails[type eq "work"',
      value: 'x',
    });
    await refused(user, 'invalidValue', good, { op: 'Replace', path: 'active', value: 'maybe' });
    await refused(user, 'invalidValue', good, { op: 'Replace', path: 'userName', value: '' });
    await refused(user, 'invalidSyntax', good, { op: 'Move', path: 'title' });
    await refused(user, 'noTarget', good, { op: 'Remove' });
    await refused(user, 'invalidPath', good, { op: 'Replace', path: 'title.sub', value: 'x' });
    await refused(user, 'noTarget', good, {
      op: 'Replace',
      path: 'emails[value co "nobody"].type',
      value: 'x',
    });
    expect(await patched(user, good)).toMatchObject({ title: 'Good' }); // the control
  });

  test('UPD-47: an empty list of operations changes nothing', async () => {
    const user = await create();
    expect(await patched(user)).toEqual(user);
  });

  test('what an employee always has stays when it is removed', async () => {
    const user = await create();
    expect(
      await patched(user, { op: 'remove', path: 'userName' }, { op: 'remove', path: 'active' }),
    ).toEqual(user);
  });
});

describe('lists', () => {
  test.each(['Add', 'Replace'])(
    'UPD-39: %s makes the member that the path asks for',
    async (op) => {
      const user = await patched(
        await create({ emails: undefined }),
        { op, path: 'emails[type eq "work"].value', value: 'made@contoso.com' },
        { op, path: 'phoneNumbers[type eq "mobile"].value', value: '+49 30 1' },
        { op, path: 'addresses[type eq "work"].locality', value: 'Berlin' },
        { op, path: 'emails[type eq "home" and primary eq "True"].value', value: 'h@contoso.com' },
      );
      expect(user).toMatchObject({
        emails: [
          { type: 'work', value: 'made@contoso.com' },
          { type: 'home', primary: true, value: 'h@contoso.com' },
        ],
        phoneNumbers: [{ type: 'mobile', value: '+49 30 1' }],
        addresses: [{ type: 'work', locality: 'Berlin' }],
      });
      await peakon.send('DELETE', `/Users/${user.id}`);
    },
  );

  test('UPD-40: the others stay, and one is preferred', async () => {
    const home = { type: 'home', value: 'home40@contoso.com' };
    const user = await create();
    await patched(user, { op: 'Add', path: 'emails', value: [home] });
    const { emails } = await patched(user, {
      op: 'Replace',
      path: 'emails[type eq "work"].value',
      value: 'work40@contoso.com',
    });
    expect(emails).toEqual([{ primary: true, type: 'work', value: 'work40@contoso.com' }, home]);
    const preferred = await patched(user, {
      op: 'Replace',
      path: 'emails[type eq "home"].primary',
      value: 'True',
    });
    expect(preferred.emails).toEqual([
      { primary: false, type: 'work', value: 'work40@contoso.com' },
      { ...home, primary: true },
    ]);
  });

  test('UPD-41: Remove takes what it names, and nothing else', async () => {
    const emails = [
      { type: 'work', primary: true, value: 'w41@contoso.com' },
      { type: 'home', value: 'h41@contoso.com' },
    ];
    const user = await create({ title: 'Title', emails });
    const others = [
      { op: 'Remove', path: 'title', value: 'Another' },
      { op: 'Remove', path: 'emails', value: [{ value: 'x@contoso.com' }] },
      { op: 'Remove', path: 'emails', value: [] },
      { op: 'Remove', path: 'emails[type eq "home"].value', value: 'x@contoso.com' },
      { op: 'Remove', path: 'emails[type eq "other"]' },
      { op: 'Remove', path: 'nickName' },
      { op: 'Remove', path: wk },
    ];
    expect(await patched(user, ...others)).toEqual(user);
    expect((await patched(user, { op: 'Remove', path: 'emails[type eq "home"]' })).emails).toEqual([
      emails[0],
    ]);
    await patched(user, { op: 'Add', path: 'emails', value: [emails[1]] });
    const one = await patched(user, {
      op: 'Remove',
      path: 'emails',
      value: [{ value: 'H41@contoso.com' }],
    });
    expect(one.emails).toEqual([emails[0]]);
    const none = await patched(
      user,
      { op: 'Remove', path: 'title' },
      { op: 'Remove', path: 'emails[type eq "work"].value' },
    );
    expect(none).not.toHaveProperty('title');
    expect(none).not.toHaveProperty('emails');
  });

  test('Add of a member that is there adds nothing', async () => {
    const user = await create();
    expect(await patched(user, { op: 'Add', path: 'emails', value: user.emails })).toEqual(user);
  });

  test('UPD-48: roles in every dialect', async () => {
    const user = await create();
    const json = JSON.stringify({ id: 'r1', value: 'Admin', displayName: 'Administrator' });
    const added = await patched(user, { op: 'Add', path: 'roles', value: [{ value: json }] });
    expect(added.roles).toEqual([{ value: 'Admin', display: 'Administrator' }]);
    const path = 'roles[primary eq "True"].value';
    const one = await patched(user, { op: 'Replace', path, value: 'User' });
    expect(one.roles).toEqual([
      { value: 'Admin', display: 'Administrator' },
      { primary: true, value: 'User' },
    ]);
    const other = await patched(user, { op: 'Replace', path, value: 'Reader' });
    expect(other.roles).toMatchObject([{ value: 'Admin' }, { value: 'Reader' }]);
    const value = [{ value: 'Only', display: 'Only', primary: 'True' }];
    expect((await patched(user, { op: 'replace', path: 'roles', value })).roles).toEqual([
      { value: 'Only', display: 'Only', primary: true },
    ]);
    const broken = [{ value: '{"not json' }];
    expect((await patched(user, { op: 'replace', path: 'roles', value: broken })).roles).toEqual(
      broken,
    );
  });
});

describe('the manager', () => {
  const path = `${wk}:manager`;

  test.each([
    ['MGR-49: the id', (id: string) => ({ op: 'Add', path, value: id })],
    [
      'MGR-50: a list',
      (id: string) => ({ op: 'Add', path, value: [{ $ref: `../Users/${id}`, value: id }] }),
    ],
    ['an object', (id: string) => ({ op: 'Replace', path, value: { value: id } })],
    ['the value', (id: string) => ({ op: 'Replace', path: `${path}.value`, value: id })],
    ['without a path', (id: string) => ({ op: 'replace', value: { [path]: id } })],
  ])('%s', async (_, operation) => {
    const manager = await create();
    const expected = { manager: { value: manager.id, $ref: expect.stringContaining(manager.id) } };
    const user = await create();
    expect((await patched(user, operation(manager.id)))[wk]).toEqual(expected); // MGR-53
    const second = await create();
    expect((await patched(user, operation(second.id)))[wk]).toMatchObject({
      manager: { value: second.id },
    });
  });

  test.each([
    ['MGR-51: an empty text', () => ({ op: 'Replace', path, value: '' })],
    ['null', () => ({ op: 'Replace', path, value: null })],
    ['MGR-52: a value path', (id: string) => ({ op: 'remove', path: `${path}[value eq "${id}"]` })],
    ['Remove', () => ({ op: 'Remove', path })],
    ['Remove with the id', (id: string) => ({ op: 'Remove', path, value: id })],
    ['Remove with a list', (id: string) => ({ op: 'Remove', path, value: [{ value: id }] })],
  ])('%s removes the manager', async (_, operation) => {
    const manager = await create();
    const user = await create({ [wk]: { manager: manager.id, department: 'Kept' } });
    expect((await patched(user, operation(manager.id)))[wk]).toEqual({ department: 'Kept' });
  });

  test('a removal that names another manager removes nobody', async () => {
    const user = await create({ [wk]: { manager: (await create()).id } });
    const other = (await create()).id;
    for (const operation of [
      { op: 'remove', path: `${path}[value eq "${other}"]` },
      { op: 'Remove', path, value: other },
    ])
      expect(await patched(user, operation)).toEqual(user);
  });

  test('MGR-54: someone who is nobody is refused, and nothing changes', async () => {
    await refused(await create(), 'invalidValue', { op: 'Add', path, value: 'nobody' });
  });
});

describe('active', () => {
  test.each([
    ['LIF-55: Replace "False"', { op: 'Replace', path: 'active', value: 'False' }],
    ['LIF-56: replace false', { op: 'replace', path: 'active', value: false }],
    ['LIF-56: without a path', { op: 'replace', value: { active: false } }],
    ['without a path, as text', { op: 'Replace', value: { active: 'False' } }],
    ['the key Active', { op: 'Replace', value: { Active: 'false' } }],
    ['the path with the core URN', { op: 'Replace', path: `${urn.user}:active`, value: 'False' }],
    ['LIF-57: Add "False"', { op: 'Add', path: 'active', value: 'False' }],
  ])('%s disables; LIF-58: the opposite restores', async (_, operation) => {
    const user = await create({ title: 'Kept' });
    expect((await patched(user, operation)).active).toBe(false);
    for (const value of ['True', true]) {
      const { meta: _, ...restored } = await patched(user, {
        op: 'Replace',
        path: 'active',
        value,
      });
      expect(restored).toEqual({ ...user, meta: undefined, ...restored });
      expect(restored).toMatchObject({ active: true, title: 'Kept', id: user.id });
    }
  });
});

describe('active without a value', () => {
  test.each([
    ['Replace with ""', { op: 'Replace', path: 'active', value: '' }],
    ['Replace with null', { op: 'Replace', path: 'active', value: null }],
    ['Add of nothing', { op: 'Add', path: 'active' }],
    ['null without a path', { op: 'replace', value: { active: null } }],
    ['an empty list', { op: 'replace', value: { active: [] } }],
    ['a removal', { op: 'Remove', path: 'active' }],
  ])('%s enables nobody, and disables nobody', async (_, operation) => {
    const [user, other] = [await create(), await create({ active: false })];
    expect((await patched(user, operation)).active).toBe(true);
    expect((await patched(other, operation)).active).toBe(false);
    const disable = { op: 'Replace', path: 'active', value: 'False' };
    expect((await patched(user, disable, operation)).active).toBe(false);
    expect((await patched(user, { op: 'Replace', path: 'active', value: 'True' })).active).toBe(
      true,
    );
  });

  test('PUT with an empty one leaves it as it is', async () => {
    for (const active of [true, false]) {
      const { id, userName } = await create({ active });
      const { body } = await peakon.send('PUT', `/Users/${id}`, { userName, active: '' });
      expect(body.active).toBe(active);
    }
  });
});

describe('Peakon’s attributes', () => {
  test('names with spaces in paths, of the company and others', async () => {
    const user = await create();
    const changed = await patched(
      user,
      { op: 'Add', path: `${pk}:Business Unit`, value: 'Nord' },
      { op: 'Replace', path: `${pk}:Level`, value: '7' },
      { op: 'Add', path: `${pk}:Dept. of St. Gallen (new)`.replace(/[()]/g, ''), value: 'x' },
    );
    expect(changed[pk]).toEqual({
      'Business Unit': 'Nord',
      Level: 7,
      'Dept. of St. Gallen new': 'x',
    });
    const removed = await patched(user, { op: 'Remove', path: `${pk}:business unit` });
    expect(removed[pk]).toEqual({ Level: 7, 'Dept. of St. Gallen new': 'x' });
    expect(await patched(user, { op: 'Remove', path: pk })).not.toHaveProperty([pk]);
  });
});

describe('more than anybody sends', () => {
  const ofType = (n: number) => Array.from({ length: n }, () => 'type eq "x"').join(' or ');
  const many = (count: number, path: string) =>
    Array.from({ length: count }, () => ({ op: 'Remove', path }));
  const members = (count: number, name: (n: number) => string) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [name(n), 'x']));

  test('comparisons in paths', async () => {
    const user = await create();
    await refused(user, 'invalidPath', ...many(11, `emails[${ofType(91)}].display`));
    await patched(user, ...many(10, `emails[${ofType(90)}].display`));
  });

  test('members of a value without a path, readable or not', async () => {
    const user = await create();
    for (const name of ['title', '[', 'urn:a:b:2.0:U:'])
      await refused(user, 'invalidValue', {
        op: 'add',
        value: members(1001, (n) => `${name}${n}`),
      });
    await patched(user, { op: 'add', value: members(1000, (n) => `title${n}`) });
  });

  test('extensions', async () => {
    const user = await create();
    const value = (count: number) => members(count, (n) => `urn:a:b${n}:2.0:User:name`);
    await refused(user, 'invalidValue', { op: 'add', value: value(51) });
    await patched(user, { op: 'add', value: value(50) });
    await patched(user, { op: 'add', value: value(50) });
  });
});

describe('names that mean something to JavaScript', () => {
  test.each(['__proto__', 'constructor', 'prototype'])(
    '%s is refused wherever it is sent',
    async (name) => {
      const user = await create();
      const bodies = [
        `{"op":"add","value":{"${name}":{"active":false}}}`,
        `{"op":"add","path":"emails","value":[{"type":"work","${name}":{"x":1}}]}`,
        `{"op":"add","value":{"${pk}":{"${name}":"x"}}}`,
      ];
      for (const body of bodies)
        expect(
          await peakon.send('PATCH', `/Users/${user.id}`, `{"Operations":[${body}]}`),
        ).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
      await refused(user, 'invalidPath', { op: 'add', path: name, value: 'x' });
      for (const path of [`${pk}:${name}`, `name.${name}`, `emails[${name} eq "x"].value`])
        await peakon.patch(user.id, { op: 'add', path, value: 'x' });
      expect(({} as Record<string, unknown>).x).toBeUndefined();
      expect(Object.prototype).not.toHaveProperty('active');
      expect((await peakon.get(user.id)).userName).toBe(user.userName);
    },
  );
});
