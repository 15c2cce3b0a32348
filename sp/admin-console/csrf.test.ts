import { afterAll, beforeAll, expect, test } from 'vitest';
import { csrfToken } from '../testing/browser.ts';
import type { SpUnderTest } from '../testing/sp-under-test.ts';
import {
  Administrator,
  companiesUnderTest,
  password,
  singleSignOnPage,
} from './testing/administrator.ts';

let under: SpUnderTest;
let thumbprintOfNothing: string;
beforeAll(async () => {
  under = await companiesUnderTest();
  thumbprintOfNothing = '0'.repeat(40);
});
afterAll(() => under.sp.close());

const britta = { firstName: 'Britta', lastName: 'simon', email: 'Brittasimon@contoso.com' };

/** Each form that changes something, and the status that it has with the token: not 403. */
test.each<[string, Record<string, string>, number]>([
  ['/admin/sign-in', { email: 'admin@contoso.com', password }, 303],
  ['/admin/employees', britta, 303],
  ['/admin/employees/EMPLOYEE', { ...britta, email: 'b@contoso.com', version: '1' }, 303],
  ['/admin/employees/EMPLOYEE/remove', { version: '2' }, 303],
  [singleSignOnPage, {}, 400],
  [`${singleSignOnPage}/certificates/THUMBPRINT/remove`, {}, 404],
  [`${singleSignOnPage}/federation-metadata`, {}, 400],
  [`${singleSignOnPage}/disable`, {}, 303],
  ['/admin/sign-out', {}, 303],
])('POST %s is refused without the token', async (path, fields, status) => {
  const person = await Administrator.of(under.sp, 'contoso');
  const found = await under.sp.administration.findEmployee('contoso', 'B.Simon@contoso.com');
  const remaining =
    found ?? (await under.sp.administration.findEmployee('contoso', 'b@contoso.com'));
  const url = path
    .replace('EMPLOYEE', remaining?.id ?? '')
    .replace('THUMBPRINT', thumbprintOfNothing);

  const without = await person.postBare(url, fields);
  expect([without.statusCode, without.json().code]).toEqual([403, 'csrf_token_invalid']);
  const stranger = new Administrator(under.sp);
  const _csrf = csrfToken((await stranger.get('/admin/sign-in')).body);
  const foreign = await person.postBare(url, { ...fields, _csrf });
  expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'csrf_token_invalid']);

  expect((await person.post(url, fields)).statusCode).toBe(status);
});
