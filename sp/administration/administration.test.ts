import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../certs/certificate.ts';
import { Browser } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import {
  idpEntityId,
  type SpUnderTest,
  spUnderTest,
  ssoLoginUrl,
} from '../testing/sp-under-test.ts';
import type { SingleSignOnInput } from './single-sign-on.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());
const administration = () => under.sp.administration;

const sso = (changes: Partial<SingleSignOnInput> = {}): SingleSignOnInput => ({
  ssoLoginUrl,
  idpEntityId,
  certificates: [under.context.key.certificate.der],
  ...changes,
});

describe('companies', () => {
  test('are found by their exact id', async () => {
    expect(await administration().findCompany('contoso')).toEqual({
      id: 'contoso',
      name: 'Contoso',
    });
    expect(await administration().findCompany('Contoso')).toBeUndefined();
  });
  test.each([
    ['company_exists', { id: 'contoso', name: 'Again' }],
    ['bad_company_id', { id: 'a/b', name: 'Slash' }],
    ['missing_name', { id: 'noname', name: ' ' }],
    ['bad_domain', { id: 'dom', name: 'Dom', domains: ['@contoso.com'] }],
    ['domain_taken', { id: 'dom', name: 'Dom', domains: ['CONTOSO.com'] }],
  ])('refused: %s', async (code, company) => {
    await expect(administration().createCompany(company)).rejects.toMatchObject({ code });
    if (company.id !== 'contoso')
      expect(await administration().findCompany(company.id)).toBeUndefined();
  });
});

describe('single sign-on settings', () => {
  test.each<[string, Partial<SingleSignOnInput>]>([
    ['bad_login_url', { ssoLoginUrl: 'javascript:alert(1)' }],
    ['bad_login_url', { ssoLoginUrl: '/saml2' }],
    ['bad_logout_url', { ssoLogoutUrl: 'nowhere' }],
    ['bad_idp_entity_id', { idpEntityId: ' ' }],
    ['bad_clock_skew', { clockSkewSeconds: -1 }],
    ['bad_clock_skew', { clockSkewSeconds: 1.5 }],
    ['not_a_certificate', { certificates: [Buffer.from('hello')] }],
  ])('refused: %s; what was saved stays', async (code, changes) => {
    await expect(
      administration().enableSingleSignOn('contoso', sso(changes)),
    ).rejects.toMatchObject({ code });
    expect((await new Browser(under.sp).signIn()).headers.location).toContain(ssoLoginUrl);
  });

  test('refused for no company', async () => {
    await expect(administration().enableSingleSignOn('nobody', sso())).rejects.toMatchObject({
      code: 'no_such_company',
    });
  });

  test('count at once, certificates in any form', async () => {
    const { key } = under.context;
    const response = encode(await buildResponse(under.context));
    await administration().enableSingleSignOn('contoso', sso({ certificates: [] }));
    const person = new Browser(under.sp);
    const refused = (await person.postResponse(response)).json();
    expect(refused.check).toBe('signature_key');
    expect(refused.found).toMatch(/[^.]\.$/);
    expect(refused.detail).toMatch(/[^.]\.$/);
    const pem = Buffer.from(toPem(key.certificate));
    await administration().enableSingleSignOn('contoso', sso({ certificates: [pem] }));
    expect((await person.postResponse(response)).statusCode).toBe(303);
  });
});

describe('employees', () => {
  const britta = {
    companyId: 'contoso',
    firstName: 'Britta',
    lastName: 'simon',
    email: 'Brittasimon@contoso.com',
  };
  test('are found whatever the case of the address', async () => {
    const { id } = await administration().addEmployee(britta);
    expect(await administration().findEmployee('contoso', 'BRITTASIMON@contoso.com')).toEqual({
      id,
      ...britta,
    });
  });
  test.each([
    ['employee_exists', { ...britta, email: 'b.SIMON@contoso.com' }],
    ['bad_email', { ...britta, email: 'britta' }],
    ['bad_email', { ...britta, email: 'a b@contoso.com' }],
    ['missing_name', { ...britta, lastName: '' }],
    ['no_such_company', { ...britta, companyId: 'nobody' }],
  ])('refused: %s', async (code, employee) => {
    await expect(administration().addEmployee(employee)).rejects.toMatchObject({ code });
  });
});

describe('administrators', () => {
  const admin = { companyId: 'contoso', email: 'admin@contoso.com', password: 'correct horse' };
  test('are known by their password', async () => {
    await administration().addAdministrator(admin);
    const is = (changes: object) => administration().isAdministrator({ ...admin, ...changes });
    expect(await is({ email: 'ADMIN@contoso.com' })).toBe(true);
    expect(await is({ password: 'correct horsf' })).toBe(false);
    expect(await is({ email: 'other@contoso.com' })).toBe(false);
    expect(await is({ companyId: 'other' })).toBe(false);
  });
  test.each([
    ['administrator_exists', { email: 'Admin@contoso.com' }],
    ['weak_password', { email: 'x@contoso.com', password: 'short' }],
    ['no_such_company', { companyId: 'nobody', email: 'y@contoso.com' }],
  ])('refused: %s', async (code, changes) => {
    await expect(administration().addAdministrator({ ...admin, ...changes })).rejects.toMatchObject(
      { code },
    );
  });
});
