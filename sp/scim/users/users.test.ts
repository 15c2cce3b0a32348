import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { newUser, type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

const wk = urn.enterpriseUser;
const custom = 'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User';

let peakon: ScimUnderTest;
beforeAll(async () => {
  peakon = await scimUnderTest();
});
afterAll(() => peakon.sp.close());

const post = (body: object) => peakon.send('POST', '/Users', body);

describe('a new user', () => {
  test('CRE-11, 22, 23, 24: gets an id; everything comes back as it was sent', async () => {
    const sent = newUser('B.Jensen@Contoso.com', {
      name: { givenName: 'Bärbel', familyName: 'Jensen', formatted: 'Bärbel Jensen' },
      displayName: 'Jensen, Bärbel',
      phoneNumbers: [{ type: 'mobile', value: '+49 (30) 1234-5678' }],
      addresses: [{ type: 'work', streetAddress: 'Straße 1\nHaus 2', locality: 'Köln' }],
      [wk]: { employeeNumber: '701984', department: 'R&D' },
      [urn.peakonUser]: { 'Business Unit': 'Nord', Level: 3, 'Start Date': '2026-01-31' },
    });
    const { status, headers, body } = await post(sent);
    expect(status).toBe(201);
    const { meta: _, schemas: __, ...values } = sent;
    expect(body).toEqual({
      ...values,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      schemas: [urn.user, urn.peakonUser, wk],
      meta: {
        resourceType: 'User',
        created: '2026-01-31T08:00:00.000Z',
        lastModified: '2026-01-31T08:00:00.000Z',
        location: `http://sp.test/scim/v2/Users/${body.id}`,
      },
    });
    expect(headers.location).toBe(`http://sp.test/scim/v2/Users/${body.id}`);
    expect(await peakon.get(body.id)).toEqual(body);
  });

  test('CRE-13: an extension that `schemas` does not list is kept', async () => {
    const { id } = await peakon.create('c13@contoso.com', {
      schemas: [urn.user],
      [custom]: { tag: 'red' },
    });
    expect((await peakon.get(id))[custom]).toEqual({ tag: 'red' });
  });

  test('CRE-14: a manager may be a plain id; MGR-53: the answer has an object', async () => {
    const manager = await peakon.create('c14-manager@contoso.com');
    const { id } = await peakon.create('c14@contoso.com', { [wk]: { manager: manager.id } });
    expect((await peakon.get(id))[wk]).toEqual({
      manager: { value: manager.id, $ref: `http://sp.test/scim/v2/Users/${manager.id}` },
    });
  });

  test.each([
    ['True', true],
    ['False', false],
    ['false', false],
    [false, false],
  ])('CRE-15: active %j is the boolean %s', async (active, stored) => {
    const { body } = await post(
      newUser(`c15-${typeof active}-${String(active).charCodeAt(0)}@contoso.com`, { active }),
    );
    expect(body.active).toBe(stored);
  });

  test('CRE-15: any other text is refused', async () => {
    expect(await post(newUser('c15@contoso.com', { active: 'yes' }))).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
  });

  test('CRE-16: roles, none and one', async () => {
    const none = await peakon.create('c16@contoso.com', { roles: [] });
    expect(none).not.toHaveProperty('roles');
    const roles = [{ primary: true, type: 'WindowsAzureActiveDirectoryRole', value: 'Admin' }];
    expect((await peakon.create('c16b@contoso.com', { roles })).roles).toEqual(roles);
  });

  test('CRE-17: null is no value', async () => {
    expect(await peakon.create('c17@contoso.com', { title: null, name: null })).not.toHaveProperty(
      'title',
    );
  });

  test('CRE-18: the id is ours', async () => {
    const first = await peakon.create('c18@contoso.com');
    const { id } = await peakon.create('c18b@contoso.com', { id: first.id });
    expect(id).not.toBe(first.id);
    expect((await peakon.get(first.id)).userName).toBe('c18@contoso.com');
  });

  test('CRE-19, 20: a second account with this name, in any case, is refused', async () => {
    await peakon.create('c19@contoso.com');
    for (const name of ['c19@contoso.com', 'C19@CONTOSO.com'])
      expect(await post(newUser(name))).toMatchObject({
        status: 409,
        body: { scimType: 'uniqueness', status: '409' },
      });
  });

  test.each([
    ['no user name', { userName: undefined }],
    ['an empty one', { userName: '' }],
    ['one with a line break', { userName: 'a\r\nb@contoso.com' }],
    ['one with a NUL', { userName: 'a\0@contoso.com' }],
    ['one with half of a character', { userName: 'a\ud800@contoso.com' }],
    ['one with a space around it', { userName: ' a@contoso.com' }],
    ['one that is too long', { userName: 'a'.repeat(255) }],
    ['a user name that is an object', { userName: { value: 'x' } }],
    ['too many addresses', { emails: Array.from({ length: 101 }, (_, n) => ({ value: `e${n}` })) }],
    ['too much', { title: 'x'.repeat(5000) }],
    ['a date that is none', { [urn.peakonUser]: { 'Start Date': 'tomorrow' } }],
    ['a number that is none', { [urn.peakonUser]: { Level: 'high' } }],
    ['an option that is too long', { [urn.peakonUser]: { Team: 'x'.repeat(257) } }],
    ['someone who is no employee', { [urn.peakonUser]: { Manager: 'nobody@contoso.com' } }],
  ])('CRE-21: %s is refused with invalidValue', async (_, more) => {
    expect(await post(newUser('c21@contoso.com', more))).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
    expect(await peakon.find('userName eq "c21@contoso.com"')).toEqual([]);
  });

  test('MGR-54: without the manager, if that is nobody', async () => {
    const user = await peakon.create('m54@contoso.com', { [wk]: { manager: 'nobody' } });
    expect(user).not.toHaveProperty([wk]);
  });

  test('an attribute of the type employee takes the address of an employee', async () => {
    const boss = { [urn.peakonUser]: { Manager: 'B.SIMON@contoso.com' } };
    expect((await peakon.create('boss@contoso.com', boss))[urn.peakonUser]).toEqual({
      Manager: 'B.SIMON@contoso.com',
    });
  });
});

describe('SEC-89: nobody becomes someone else', () => {
  test.each([
    ['user name', (name: string) => ({ userName: name })],
    ['e-mail address', (name: string) => ({ emails: [{ type: 'work', value: name }] })],
  ])('a %s that another employee signs in with is refused', async (_, taking) => {
    const names = {
      userName: 's89@contoso.com',
      emails: [{ type: 'work', value: 's89m@contoso.com' }],
    };
    const [found] = await peakon.find(`userName eq "${names.userName}"`);
    const victim = found ?? (await peakon.create(names.userName, names));
    for (const name of ['S89@contoso.com', 's89M@contoso.com', 'B.Simon@contoso.com']) {
      const uniqueness = { status: 409, body: { scimType: 'uniqueness' } };
      expect(await post(newUser('thief@contoso.com', taking(name)))).toMatchObject(uniqueness);
      const [known] = await peakon.find('userName eq "thief2@contoso.com"');
      const { id } = known ?? (await peakon.create('thief2@contoso.com'));
      const [[path, value] = []] = Object.entries(taking(name));
      expect(await peakon.patch(id, { op: 'replace', path, value })).toMatchObject(uniqueness);
    }
    expect(await peakon.get(victim.id)).toEqual(victim);
    expect(await peakon.find('userName eq "thief@contoso.com"')).toEqual([]);
  });

  test('a private address may belong to two people, and opens no session', async () => {
    const emails = (work: string) => [
      { type: 'work', primary: true, value: work },
      { type: 'home', value: 'family@home.test' },
    ];
    await peakon.create('one@contoso.com', { emails: emails('one@contoso.com') });
    await peakon.create('two@contoso.com', { emails: emails('two@contoso.com') });
    expect(await peakon.find('emails.value eq "family@home.test"')).toHaveLength(2);
    expect(await peakon.sp.administration.findEmployee('contoso', 'family@home.test')).toBe(
      undefined,
    );
  });
});

describe('a search', () => {
  let id: string;
  beforeAll(async () => {
    const manager = await peakon.create('search-manager@contoso.com');
    const user = await peakon.create('Search.1@contoso.com', {
      externalId: 'Ext-1',
      emails: [
        { type: 'work', primary: true, value: 'Search.Mail@contoso.com' },
        { type: 'home', value: 'home@search.test' },
      ],
      displayName: 'Quote " and \\ backslash',
      title: 'Head of "Search"',
      [wk]: { manager: manager.id, employeeNumber: 'E-1', department: 'Search' },
      [urn.peakonUser]: { 'Business Unit': 'Nord West' },
    });
    id = user.id;
    await peakon.create('Search.1_2@contoso.com', { externalId: 'ext-1' });
  });

  test.each([
    ['MAT-25: any case', 'userName eq "SEARCH.1@CONTOSO.COM"'],
    ['names and operators in any case', 'USERNAME EQ "search.1@contoso.com"'],
    ['MAT-26: the address for work', 'emails[type eq "work"].value eq "search.mail@contoso.com"'],
    ['every address', 'emails eq "home@search.test"'],
    ['a value path alone', 'emails[type eq "home" and value eq "home@search.test"]'],
    ['MAT-27: the external id, exactly', 'externalId eq "Ext-1"'],
    ['the employee number', `${wk}:employeeNumber eq "E-1"`],
    ['a name with spaces', `${urn.peakonUser}:Business Unit eq "nord west"`],
    ['the core URN', `${urn.user}:userName eq "search.1@contoso.com"`],
    ['an escaped quote', 'title eq "Head of \\"Search\\""'],
    ['a backslash', 'displayName eq "Quote \\" and \\\\ backslash"'],
    ['co', 'displayName co "backslash"'],
    ['sw and ew', 'userName sw "Search.1@" and userName ew "contoso.com"'],
    ['pr', 'title pr and emails[type eq "home"] pr'],
    ['not', 'externalId eq "Ext-1" and not (title eq "x")'],
    ['or', 'userName eq "nobody" or externalId eq "Ext-1"'],
    ['parentheses', `(userName eq "nobody" or externalId eq "Ext-1") and active eq true`],
    ['a boolean as text', `externalId eq "Ext-1" and active eq "True"`],
    ['ne', 'externalId eq "Ext-1" and displayName ne "x"'],
    ['ge on a date', 'externalId eq "Ext-1" and meta.created ge "2026-01-31T08:00:00Z"'],
  ])('%s: %s', async (_, filter) => {
    expect((await peakon.find(filter)).map((user) => user.id)).toEqual([id]);
  });

  test.each([
    ['MAT-28: no more than was asked for', 'userName eq "Search.1_2@contoso"'],
    ['the address of another type', 'emails[type eq "home"].value eq "search.mail@contoso.com"'],
    ['an attribute that is none', 'nothing eq "x"'],
    ['an extension that nobody has', 'urn:x:y:2.0:User:z eq "x"'],
    ['an inherited name', 'toString pr or valueOf pr'],
    ['null', 'externalId eq null and externalId eq "Ext-1"'],
  ])('%s: %s finds nobody', async (_, filter) => {
    expect(await peakon.find(filter)).toEqual([]);
  });

  test.each([
    'userName',
    'userName eq',
    'userName eq x',
    'userName eq "x',
    'userName eq "x" and',
    'userName eq "x")',
    '(userName eq "x"',
    'emails[type eq "work".value eq "x"',
    'userName[value eq "x"] eq "x"',
    'urn:ietf eq "x"',
    `userName eq "${'x'.repeat(5000)}"`,
    `${'('.repeat(25)}userName pr${')'.repeat(25)}`,
    Array.from({ length: 101 }, () => 'userName pr').join(' or '),
    'not userName pr',
    'constructor pr',
    '__proto__ pr',
    'userName eq "\\u0000"',
    'userName eq "\\x"',
  ])('ERR-80: %s is refused', async (filter) => {
    expect(await peakon.send('GET', `/Users?filter=${encodeURIComponent(filter)}`)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidFilter' },
    });
  });

  test.each([
    ['userName eq "ÄRGER@CONTOSO.COM"', 1],
    ['userName eq "ärger@contoso.com"', 0],
    ['displayName eq "ÄRGER"', 1],
    ['displayName eq "ärger"', 0],
    ['emails.value eq "ÄRGER@contoso.com"', 1],
    ['nickName eq "kelvin"', 0],
    ['nickName eq "\u212aelvin"', 1],
  ])(
    'MAT-25: the case of ASCII letters does not matter, that of others does: %s',
    async (filter, hits) => {
      const name = 'Ärger@contoso.com';
      if ((await peakon.find(`userName eq "${name}"`)).length === 0)
        await peakon.create(name, { displayName: 'Ärger', nickName: '\u212aelvin' });
      expect(await peakon.find(filter)).toHaveLength(hits);
    },
  );

  test('MAT-29: special characters are themselves', async () => {
    const names = [`o'hara+x%_@contoso.com`, 'ü"\\@contoso.com', '%@contoso.com'];
    for (const name of names) await peakon.create(name);
    for (const name of names)
      expect(
        (await peakon.find(`userName eq ${JSON.stringify(name)}`)).map((user) => user.userName),
      ).toEqual([name]);
  });

  test('MAT-31: an employee whom an administrator added is found, and can be changed', async () => {
    const [simon] = await peakon.find('userName eq "b.simon@contoso.com"');
    expect(simon).toMatchObject({
      emails: [{ value: 'B.Simon@contoso.com', type: 'work', primary: true }],
      name: { givenName: 'B', familyName: 'Simon' },
      active: true,
    });
    await peakon.patch(simon?.id ?? '', { op: 'Add', path: 'title', value: 'Engineer' });
    expect(await peakon.get(simon?.id ?? '')).toMatchObject({
      title: 'Engineer',
      emails: simon?.emails,
    });
  });

  test('MAT-32: the id with the manager', async () => {
    const { [wk]: own } = await peakon.get(id);
    const { manager } = own as { manager: { value: string } };
    const ask = (value: string) =>
      peakon.send(
        'GET',
        `/Users?attributes=id&filter=${encodeURIComponent(`id eq "${id}" and ${wk}:manager eq "${value}"`)}`,
      );
    expect((await ask(manager.value)).body).toMatchObject({
      totalResults: 1,
      Resources: [{ schemas: expect.any(Array), id }],
    });
    expect((await ask(id)).body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  test('attributes and excludedAttributes choose what is answered', async () => {
    const ask = async (query: string) => (await peakon.send('GET', `/Users/${id}?${query}`)).body;
    expect(await ask('attributes=userName,name.givenName,emails.value')).toEqual({
      schemas: expect.any(Array),
      id,
      userName: 'Search.1@contoso.com',
      emails: [{ value: 'Search.Mail@contoso.com' }, { value: 'home@search.test' }],
    });
    expect(Object.keys(await ask(`attributes=${wk}:department`))).toEqual(['schemas', 'id', wk]);
    const whole = await peakon.get(id);
    const { emails: _, title: __, ...rest } = whole;
    expect(await ask('excludedAttributes=EMAILS,title,id,nothing')).toEqual(rest);
    expect((await ask(`excludedAttributes=${wk}:department`))[wk]).toEqual({
      manager: expect.any(Object),
      employeeNumber: 'E-1',
    });
  });
});

describe('PUT', () => {
  test('takes the place of everything; whether the user is active stays', async () => {
    const { id } = await peakon.create('put@contoso.com', { title: 'Old', active: false });
    const put = (body: object) => peakon.send('PUT', `/Users/${id}`, body);
    expect(
      await put(newUser('put2@contoso.com', { active: undefined, displayName: 'New' })),
    ).toMatchObject({
      status: 200,
    });
    const changed = await peakon.get(id);
    expect(changed).toMatchObject({
      id,
      userName: 'put2@contoso.com',
      displayName: 'New',
      active: false,
    });
    expect(changed).not.toHaveProperty('title');
    expect(await put({ schemas: [urn.user] })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
    expect(await peakon.get(id)).toEqual(changed);
    expect(await peakon.find('userName eq "put@contoso.com"')).toEqual([]);
  });
});

describe('the life of a user', () => {
  test('MAT-30, LIF-59, LIF-60, LIF-62: disabled, found, deleted, created again', async () => {
    const { id } = await peakon.create('life@contoso.com');
    const disable = { op: 'Replace', path: 'active', value: 'False' };
    for (let n = 0; n < 2; n++) expect((await peakon.patch(id, disable)).status).toBe(200);
    expect(await peakon.find('userName eq "life@contoso.com"')).toMatchObject([
      { id, active: false },
    ]);
    expect(await peakon.send('DELETE', `/Users/${id}`)).toMatchObject({ status: 204, text: '' });
    for (const method of ['GET', 'DELETE'] as const)
      expect(await peakon.send(method, `/Users/${id}`)).toMatchObject({ status: 404 });
    expect(await peakon.find('userName eq "life@contoso.com"')).toEqual([]);
    expect((await peakon.create('life@contoso.com')).id).not.toBe(id);
  });

  test('who reported to a deleted manager reports to nobody', async () => {
    const manager = await peakon.create('leaving@contoso.com');
    const { id } = await peakon.create('staying@contoso.com', { [wk]: { manager: manager.id } });
    await peakon.send('DELETE', `/Users/${manager.id}`);
    expect(await peakon.get(id)).not.toHaveProperty([wk]);
  });
});
