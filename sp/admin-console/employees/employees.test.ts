import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browser } from '../../testing/browser.ts';
import { buildResponse, encode } from '../../testing/build-response.ts';
import type { SpUnderTest } from '../../testing/sp-under-test.ts';
import { Administrator, companiesUnderTest, inputValue } from '../testing/administrator.ts';

let under: SpUnderTest;
let person: Administrator;
beforeEach(async () => {
  under = await companiesUnderTest();
  person = await Administrator.of(under.sp, 'contoso');
  return () => under.sp.close();
});

const britta = { firstName: 'Britta', lastName: 'simon', email: 'Brittasimon@contoso.com' };
const find = (email: string) => under.sp.administration.findEmployee('contoso', email);
const idOf = async (email: string) => (await find(email))?.id ?? '';
const simon = () => idOf('B.Simon@contoso.com');

test('Add employee leads to the dialog, and Create employee to the list', async () => {
  expect((await person.get('/admin/employees')).body).toMatch(
    /href="\/admin\/employees\/new"[^>]*>Add employee</,
  );
  const dialog = await person.get('/admin/employees/new');
  expect(dialog.body).toMatch(/role="dialog" aria-labelledby="newEmployee"/);
  expect(dialog.body).toMatch(/<button type="submit"[^>]*>Create employee</);
  const created = await person.post('/admin/employees', britta);
  expect(created.headers.location).toBe('/admin/employees?done=created');
  const list = await person.get(String(created.headers.location));
  expect(list.body).toContain('The employee was created.');
  expect(list.body).toContain('Brittasimon@contoso.com');
});

const rules: [string, Partial<typeof britta>, string][] = [
  ['no first name', { firstName: ' ' }, 'Enter the first name.'],
  ['no last name', { lastName: '' }, 'Enter the last name.'],
  ['an endless name', { lastName: 'x'.repeat(201) }, 'A name has at most 200 characters.'],
  ['no address', { email: '' }, 'Enter the e-mail address.'],
  ['half an address', { email: 'britta' }, 'This is not an e-mail address.'],
  ['a taken address', { email: 'admin2@CONTOSO.com' }, 'There is already an employee'],
];

describe.each(rules)('%s', (_why, change, said) => {
  beforeEach(() =>
    under.sp.administration
      .addEmployee({ companyId: 'contoso', ...britta, email: 'Admin2@contoso.com' })
      .then(() => undefined),
  );

  test.each(['new', 'edit'])(
    'is refused in the form "%s", which keeps the typed values',
    async (form) => {
      const url = form === 'new' ? '/admin/employees' : `/admin/employees/${await simon()}`;
      const typed = { ...britta, version: '1', ...change };
      const answer = await person.post(url, typed);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toContain(said);
      for (const name of ['firstName', 'lastName', 'email'] as const)
        expect(inputValue(answer.body, name)).toBe(typed[name]);
      expect(await find('B.Simon@contoso.com')).toMatchObject({
        firstName: 'B',
        lastName: 'Simon',
      });
      expect((await person.post(url, { ...britta, version: '1' })).statusCode).toBe(303);
    },
  );
});

test('an employee is changed, and signs in with the new address', async () => {
  const url = `/admin/employees/${await simon()}`;
  expect((await person.post(url, { ...britta, version: '1' })).statusCode).toBe(303);
  expect(await find('brittasimon@contoso.com')).toMatchObject(britta);
  expect(await find('B.Simon@contoso.com')).toBeUndefined();
});

test('when two people edit the same employee, the second sees both versions and decides', async () => {
  const url = `/admin/employees/${await simon()}`;
  const page = await person.get(url);
  const version = inputValue(page.body, 'version') ?? '';
  await person.post(url, {
    firstName: 'Bea',
    lastName: 'Simon',
    email: 'B.Simon@contoso.com',
    version,
  });
  const second = await person.post(url, { ...britta, version });
  expect(second.statusCode).toBe(409);
  expect(second.body).toMatch(/<td[^>]*>Bea<\/td><td[^>]*>Britta<\/td>/);
  expect(await find('B.Simon@contoso.com')).toMatchObject({ firstName: 'Bea' });
  const mine = { ...britta, version: inputValue(second.body, 'version') ?? '' };
  expect((await person.post(url, mine)).statusCode).toBe(303);
  expect(await find(britta.email)).toMatchObject(britta);
});

describe('removing', () => {
  test('needs a confirmation and ends the sessions', async () => {
    const employee = new Browser(under.sp);
    await employee.postResponse(encode(await buildResponse(under.context)));
    expect(await employee.whoami()).toBe(200);
    const url = `/admin/employees/${await simon()}/remove`;
    const page = await person.get(url);
    expect(page.body).toContain('B.Simon@contoso.com');
    const version = inputValue(page.body, 'version') ?? '';
    expect((await person.post(url, { version })).statusCode).toBe(303);
    expect(await find('B.Simon@contoso.com')).toBeUndefined();
    expect(await employee.whoami()).toBe(401);
  });

  test('is refused when the employee was changed in the meantime', async () => {
    const url = `/admin/employees/${await simon()}`;
    await person.post(url, { ...britta, version: '1' });
    const answer = await person.post(`${url}/remove`, { version: '1' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('The employee was not removed');
    expect(await find(britta.email)).toBeDefined();
    expect((await person.post(`${url}/remove`, { version: '2' })).statusCode).toBe(303);
  });
});

test('another company’s employees are neither listed nor reached', async () => {
  const other = await Administrator.of(under.sp, 'fabrikam');
  const url = `/admin/employees/${await simon()}`;
  expect((await other.get('/admin/employees?search=simon')).body).not.toContain('B.Simon');
  for (const page of [url, `${url}/remove`]) {
    expect((await other.get(page)).statusCode).toBe(404);
    expect((await other.post(page, { ...britta, version: '1' })).statusCode).toBe(404);
    expect((await person.get(page)).statusCode).toBe(200);
  }
  expect(await find('B.Simon@contoso.com')).toMatchObject({ firstName: 'B' });
  expect(
    (await other.post('/admin/employees', { ...britta, companyId: 'contoso' })).statusCode,
  ).toBe(303);
  expect(await find(britta.email)).toBeUndefined();
});

describe('ten thousand employees', () => {
  let many: SpUnderTest;
  let administrator: Administrator;
  beforeAll(async () => {
    many = await companiesUnderTest();
    administrator = await Administrator.of(many.sp, 'fabrikam');
    for (let i = 0; i < 10_000; i++) {
      const lastName = `Lang${String(i).padStart(5, '0')}`;
      const details = { firstName: `Kim${i % 7}`, lastName, email: `${i}.kim@fabrikam.com` };
      await many.sp.administration.addEmployee({ companyId: 'fabrikam', ...details });
    }
  });
  afterAll(() => many.sp.close());

  const listed = (html: string) => [...html.matchAll(/Kim\d (Lang\d+)/g)].map(([, name]) => name);

  test.each([
    ['', '1 to 50 of 10,000 employees', 'Lang00000'],
    ['?page=2', '51 to 100 of 10,000 employees', 'Lang00050'],
    ['?page=200', '9,951 to 10,000 of 10,000 employees', 'Lang09950'],
    ['?page=9999', '9,951 to 10,000 of 10,000 employees', 'Lang09950'],
    ['?page=-1', '1 to 50 of 10,000 employees', 'Lang00000'],
    ['?search=lang09', '1 to 50 of 1,000 employees', 'Lang09000'],
    ['?search=LANG012%20kim1', '14 employees', 'Lang01205'],
    ['?search=777.kim%40', '1 employee', 'Lang00777'],
    ['?search=%25', '0 employees', undefined],
    ['?search=ang', '0 employees', undefined],
  ])('%s: %s', async (query, summary, first) => {
    const { body, statusCode } = await administrator.get(`/admin/employees${query}`);
    expect(statusCode).toBe(200);
    expect(body).toContain(`>${summary}<`);
    expect(listed(body)[0]).toBe(first);
  });

  test('keeps the search on every page', async () => {
    const { body } = await administrator.get('/admin/employees?search=kim1&page=2');
    expect(body).toContain('href="/admin/employees?search=kim1&amp;page=3"');
    expect(body).toContain('href="/admin/employees?search=kim1&amp;page=1"');
  });
});
