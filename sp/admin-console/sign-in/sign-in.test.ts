import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusSeconds } from '../../instants.ts';
import { type SpUnderTest, today } from '../../testing/sp-under-test.ts';
import {
  Administrator,
  companiesUnderTest,
  inputValue,
  password,
} from '../testing/administrator.ts';
import { FREE_ATTEMPTS } from './sign-in-lock.ts';

let under: SpUnderTest;
let person: Administrator;
beforeEach(async () => {
  under = await companiesUnderTest();
  person = new Administrator(under.sp);
});
afterEach(() => under.sp.close());

const email = 'admin@contoso.com';
const integrations = '/admin/integrations';
const failOften = async (times: number) => {
  for (let i = 0; i < times; i++) await person.signIn(email, 'wrong');
};

test('opens a session with a cookie for the console', async () => {
  const answer = await person.signIn(' Admin@Contoso.com ');
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toBe(integrations);
  expect(answer.cookies.find(({ name }) => name === 'peakon_admin')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
    path: '/admin',
  });
  const page = await person.get(integrations);
  expect(page.statusCode).toBe(200);
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.body).toContain('Contoso: admin@contoso.com');
});

test.each([
  ['a wrong password', email, 'wrong', 401, 'The e-mail address or the password is wrong'],
  ['an unknown address', 'who@contoso.com', password, 401, 'the password is wrong'],
  ['an endless password', email, 'x'.repeat(300), 401, 'the password is wrong'],
  ['no password', email, '', 400, 'Enter your e-mail address and your password'],
])('refuses %s and keeps only the e-mail address', async (_why, address, secret, status, said) => {
  const answer = await person.signIn(address, secret);
  expect(answer.statusCode).toBe(status);
  expect(answer.body).toContain(said);
  expect(inputValue(answer.body, 'email')).toBe(address);
  expect(inputValue(answer.body, 'password')).toBeUndefined();
  expect(person.cookies.has('peakon_admin')).toBe(false);
  expect((await person.signIn(email)).statusCode).toBe(303);
});

test('is required on every page, and returns to it', async () => {
  const to = '/admin/employees?search=si&page=1';
  const { statusCode, headers } = await person.get(to);
  expect([statusCode, headers.location]).toEqual([
    303,
    `/admin/sign-in?to=${encodeURIComponent(to)}`,
  ]);
  const form = await person.get(String(headers.location));
  expect(inputValue(form.body, 'to')).toBe(to);
  expect((await person.signIn(email, password, { to })).headers.location).toBe(to);
});

test.each(['//evil.test', 'https://evil.test/admin', '/account', '/admin/../account'])(
  'returns to the console only: %s',
  async (to) => {
    expect((await person.signIn(email, password, { to })).headers.location).toBe(integrations);
  },
);

test('the session ends by signing out, after eight hours, and with the next sign-in', async () => {
  await person.signIn(email);
  const first = person.cookies.get('peakon_admin') ?? '';
  await person.signIn(email);
  const other = new Administrator(under.sp);
  other.cookies.set('peakon_admin', first);
  expect((await other.get(integrations)).statusCode).toBe(303);
  under.setNow(plusSeconds(today, 8 * 3600 - 1));
  expect((await person.get(integrations)).statusCode).toBe(200);
  under.setNow(plusSeconds(today, 8 * 3600));
  expect((await person.get(integrations)).statusCode).toBe(303);
  person.cookies.delete('peakon_admin');
  await person.signIn(email);
  const kept = person.cookies.get('peakon_admin') ?? '';
  expect((await person.post('/admin/sign-out')).headers.location).toContain('signed-out');
  person.cookies.set('peakon_admin', kept);
  expect((await person.get(integrations)).statusCode).toBe(303);
});

describe('after repeated failures', () => {
  test('refuses even the right password, for a minute', async () => {
    await failOften(FREE_ATTEMPTS);
    const answer = await person.signIn(email);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['retry-after']).toBe('60');
    expect(answer.body).toContain('Try again in 1 minute.');
    expect((await person.signIn('admin@fabrikam.com')).statusCode).toBe(303);
    person.cookies.clear();
    under.setNow(plusSeconds(today, 60));
    expect((await person.signIn(email)).statusCode).toBe(303);
  });

  test('locks for longer each time, up to a quarter of an hour', async () => {
    await failOften(FREE_ATTEMPTS);
    let now = today;
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      const wait = Number((await person.signIn(email)).headers['retry-after']);
      waits.push(wait);
      now = plusSeconds(now, wait);
      under.setNow(now);
      await person.signIn(email, 'wrong');
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
  });

  test('a success resets the count', async () => {
    await failOften(FREE_ATTEMPTS - 1);
    expect((await person.signIn(email)).statusCode).toBe(303);
    person.cookies.clear();
    await failOften(FREE_ATTEMPTS - 1);
    expect((await person.signIn(email)).statusCode).toBe(303);
  });

  test('simultaneous attempts count like attempts in a row', async () => {
    await person.get('/admin/sign-in');
    const attempts = Array.from({ length: 30 }, () => person.signIn(email, 'wrong'));
    const statuses = (await Promise.all(attempts)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(FREE_ATTEMPTS);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30 - FREE_ATTEMPTS);
  });
});

test('asks for the company when one password opens several', async () => {
  await under.sp.administration.addAdministrator({ companyId: 'fabrikam', email, password });
  const answer = await person.signIn(email);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('<option value="fabrikam">Fabrikam</option>');
  expect(person.cookies.has('peakon_admin')).toBe(false);
  await person.signIn(email, password, { company: 'fabrikam' });
  expect((await person.get(integrations)).body).toContain('Fabrikam: admin@contoso.com');
});

test('does not open a company where the password is different', async () => {
  const other = { companyId: 'fabrikam', email, password: 'another password' };
  await under.sp.administration.addAdministrator(other);
  await person.signIn(email, password, { company: 'fabrikam' });
  expect((await person.get(integrations)).body).toContain('Contoso: admin@contoso.com');
});
