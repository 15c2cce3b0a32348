import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { thumbprint, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { Browser } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { invalidInput, notFound, staleVersion } from '../testing/faults.ts';
import {
  idpEntityId,
  type SpUnderTest,
  spUnderTest,
  ssoLoginUrl,
  today,
} from '../testing/sp-under-test.ts';
import type { Administration } from './administration.ts';
import type { SingleSignOnInput } from './single-sign-on.ts';

let under: SpUnderTest;
let next: SigningKey;
beforeAll(async () => {
  under = await spUnderTest();
  next = await makeSigningCertificate({ notBefore: today, subject: 'CN=Next' });
});
afterAll(() => under.sp.close());
const administration = () => under.sp.administration;

/** As a JavaScript caller would: without the compiler. */
const untyped = () => under.sp.administration as unknown as Record<string, Untyped>;
type Untyped = (...given: unknown[]) => Promise<unknown>;

const britta = {
  companyId: 'contoso',
  firstName: 'Britta',
  lastName: 'simon',
  email: 'Brittasimon@contoso.com',
};

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

  test.each<[property: string, code: string, change: object]>([
    ['id', 'taken', { id: 'contoso' }],
    ['id', 'malformed', { id: 'a/b' }],
    ['id', 'malformed', { id: '' }],
    ['name', 'required', { name: ' ' }],
    ['name', 'too_long', { name: 'x'.repeat(201) }],
    ['domains.0', 'malformed', { domains: ['@contoso.com'] }],
    ['domains', 'type', { domains: new Array(1) }],
    ['name', 'unicode', { name: 'Dom\ud800' }],
    ['domains.0', 'malformed', { domains: [`${'a.'.repeat(130)}com`] }],
    ['domains.1', 'taken', { domains: ['dom.test', 'CONTOSO.com'] }],
    ['id', 'type', { id: 7 }],
    ['id', 'type', { id: undefined }],
    ['name', 'type', { name: null }],
    ['domains', 'type', { domains: 'dom.test' }],
    ['domains', 'type', { domains: [{}] }],
    ['domain', 'unknown_property', { domain: 'dom.test' }],
  ])('are not created when %s is %s: %o', async (property, code, change) => {
    const company = { id: 'dom', name: 'Dom', ...change };
    await expect(untyped().createCompany?.(company)).rejects.toEqual(
      invalidInput([property, code]),
    );
    expect(await administration().findCompany('dom')).toBeUndefined();
  });

  test('are created with their name and mail domains', async () => {
    const company = { id: 'dom', name: ' Dom ', domains: ['dom.test', 'DOM.test'] };
    await administration().createCompany(company);
    expect(await administration().findCompany('dom')).toEqual({ id: 'dom', name: 'Dom' });
    const again = administration().createCompany({ id: 'b', name: 'B', domains: ['dom.test'] });
    await expect(again).rejects.toEqual(invalidInput(['domains.0', 'taken']));
  });

  test('are refused with every broken rule', async () => {
    const company = { id: 'contoso', name: '', domains: ['x', 'contoso.com'] };
    await expect(administration().createCompany(company)).rejects.toEqual(
      invalidInput(
        ['id', 'taken'],
        ['name', 'required'],
        ['domains.0', 'malformed'],
        ['domains.1', 'taken'],
      ),
    );
  });

  test('created at the same time with one id: one is created', async () => {
    const both = [1, 2].map((n) => administration().createCompany({ id: 'race', name: `${n}` }));
    const results = await Promise.allSettled(both);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.map(({ reason }) => reason)).toEqual([invalidInput(['id', 'taken'])]);
  });
});

/** Every function that takes the id of a company, with valid values otherwise. */
const ofCompany: [name: string, call: (api: Administration, companyId: string) => unknown][] = [
  ['enableSingleSignOn', (api, id) => api.enableSingleSignOn(id, sso())],
  ['disableSingleSignOn', (api, id) => api.disableSingleSignOn(id)],
  ['removeSingleSignOn', (api, id) => api.removeSingleSignOn(id)],
  ['removeCertificate', (api, id) => api.removeCertificate(id, 'A'.repeat(40))],
  ['loadFederationMetadata', (api, id) => api.loadFederationMetadata(id, Buffer.from('<a/>'))],
  ['addEmployee', (api, companyId) => api.addEmployee({ ...britta, companyId })],
  ['listEmployees', (api, companyId) => api.listEmployees({ companyId, search: '', page: 1 })],
  [
    'updateEmployee',
    (api, companyId) => api.updateEmployee({ companyId, id: 'x' }, details(britta)),
  ],
  ['removeEmployee', (api, companyId) => api.removeEmployee({ companyId, id: 'x' })],
  [
    'addAdministrator',
    (api, companyId) =>
      api.addAdministrator({ companyId, email: 'y@x.test', password: '12345678' }),
  ],
];

const details = ({ firstName, lastName, email }: typeof britta) => ({ firstName, lastName, email });

describe.each(ofCompany)('%s', (_name, call) => {
  test('refuses the id of no company', async () => {
    await expect(call(administration(), 'nobody')).rejects.toEqual(notFound('company', 'nobody'));
  });

  test.each([[7], [undefined], [null], [{}]])('refuses %o as the id of a company', async (id) => {
    const given = call(administration(), id as unknown as string);
    await expect(given).rejects.toEqual(invalidInput(['companyId', 'type']));
  });
});

test.each([
  ['findCompany', ['id']],
  ['findSingleSignOn', ['companyId']],
  ['findEmployee', ['companyId', 'email']],
  ['lastSignIns', ['employeeId']],
])('%s refuses what is not a string', async (name, properties) => {
  const faults = properties.map((property) => [property, 'type'] as const);
  await expect(untyped()[name]?.({}, [])).rejects.toEqual(invalidInput(...faults));
  expect(await untyped()[name]?.('nobody', 'nobody')).not.toBeNull();
});

describe('single sign-on settings', () => {
  test.each<[property: string, code: string, change: object]>([
    ['ssoLoginUrl', 'malformed', { ssoLoginUrl: 'javascript:alert(1)' }],
    ['ssoLoginUrl', 'malformed', { ssoLoginUrl: '/saml2' }],
    ['ssoLoginUrl', 'malformed', { ssoLoginUrl: '' }],
    ['ssoLoginUrl', 'malformed', { ssoLoginUrl: 'https://idp.test/\nsaml2' }],
    ['ssoLoginUrl', 'entra_identifier', { ssoLoginUrl: idpEntityId }],
    ['ssoLogoutUrl', 'malformed', { ssoLogoutUrl: 'nowhere' }],
    ['ssoLogoutUrl', 'entra_identifier', { ssoLogoutUrl: idpEntityId }],
    ['ssoLogoutUrl', 'required', { singleLogout: true }],
    ['idpEntityId', 'required', { idpEntityId: ' ' }],
    ['idpEntityId', 'too_long', { idpEntityId: 'x'.repeat(1025) }],
    ['clockSkewSeconds', 'out_of_range', { clockSkewSeconds: -1 }],
    ['clockSkewSeconds', 'out_of_range', { clockSkewSeconds: 601 }],
    ['clockSkewSeconds', 'out_of_range', { clockSkewSeconds: 1.5 }],
    ['clockSkewSeconds', 'type', { clockSkewSeconds: Number.NaN }],
    ['requestedAuthnContext', 'malformed', { requestedAuthnContext: 'password' }],
    ['requestedAuthnContext', 'malformed', { requestedAuthnContext: 'urn:a b' }],
    ['certificates', 'required', { certificates: [] }],
    ['certificates.0', 'not_a_certificate', { certificates: [Buffer.from('hello')] }],
    ['certificates.0', 'too_large', { certificates: [Buffer.alloc(65 * 1024, 'A')] }],
    ['ssoLoginUrl', 'type', { ssoLoginUrl: undefined }],
    ['ssoLogoutUrl', 'type', { ssoLogoutUrl: null }],
    ['idpEntityId', 'type', { idpEntityId: 5 }],
    ['clockSkewSeconds', 'type', { clockSkewSeconds: '180' }],
    ['allowSha1', 'type', { allowSha1: 'no' }],
    ['certificates', 'type', { certificates: undefined }],
    ['certificates', 'type', { certificates: ['hello'] }],
    ['certificate', 'unknown_property', { certificate: [] }],
  ])('are not saved when %s is %s: %o', async (property, code, change) => {
    const before = await administration().findSingleSignOn('contoso');
    const settings = { ...sso(), ...change };
    await expect(untyped().enableSingleSignOn?.('contoso', settings)).rejects.toEqual(
      invalidInput([property, code]),
    );
    expect(await administration().findSingleSignOn('contoso')).toEqual(before);
    expect((await new Browser(under.sp).signIn()).headers.location).toContain(ssoLoginUrl);
  });

  test('are refused with every broken rule', async () => {
    const certificates = [under.context.key.certificate.der, Buffer.from('hello'), Buffer.from('')];
    const wrong = sso({ ssoLoginUrl: 'x', idpEntityId: '', clockSkewSeconds: 999, certificates });
    await expect(administration().enableSingleSignOn('contoso', wrong)).rejects.toEqual(
      invalidInput(
        ['ssoLoginUrl', 'malformed'],
        ['idpEntityId', 'required'],
        ['clockSkewSeconds', 'out_of_range'],
        ['certificates.1', 'not_a_certificate'],
        ['certificates.2', 'not_a_certificate'],
      ),
    );
  });

  test('are saved without surrounding spaces, a certificate given twice once', async () => {
    const { der } = under.context.key.certificate;
    const pem = Buffer.from(toPem(under.context.key.certificate));
    await administration().enableSingleSignOn(
      'contoso',
      sso({
        ssoLoginUrl: ` ${ssoLoginUrl} `,
        ssoLogoutUrl: ssoLoginUrl,
        singleLogout: true,
        clockSkewSeconds: 0,
        requestedAuthnContext: 'urn:x',
        certificates: [der, pem],
      }),
    );
    const saved = await administration().findSingleSignOn('contoso');
    expect(saved?.input).toMatchObject({ ssoLoginUrl, clockSkewSeconds: 0, singleLogout: true });
    expect(saved?.input).toMatchObject({ requestedAuthnContext: 'urn:x' });
    expect(saved?.input.certificates).toEqual([Buffer.from(der)]);
    await administration().enableSingleSignOn('contoso', sso());
  });

  test('take effect at once, with certificates in any form', async () => {
    const { key } = under.context;
    const response = encode(await buildResponse(under.context));
    const other = sso({ certificates: [next.certificate.der] });
    await administration().enableSingleSignOn('contoso', other);
    const person = new Browser(under.sp);
    const refused = (await person.postResponse(response)).json();
    expect(refused.check).toBe('signature_key');
    expect(refused.found).toMatch(/[^.]\.$/);
    expect(refused.detail).toMatch(/[^.]\.$/);
    const pem = Buffer.from(toPem(key.certificate));
    await administration().enableSingleSignOn('contoso', sso({ certificates: [pem] }));
    expect((await person.postResponse(response)).statusCode).toBe(303);
  });

  test('are not saved over a revision that the caller has not seen', async () => {
    const { revision } = (await administration().findSingleSignOn('contoso')) ?? {};
    await administration().enableSingleSignOn('contoso', sso(), revision);
    for (const stale of [revision, null])
      await expect(administration().enableSingleSignOn('contoso', sso(), stale)).rejects.toEqual(
        staleVersion,
      );
  });

  test.each([[5], [{}], [true]])('are not saved over the revision %o', async (replaces) => {
    const saved = await administration().findSingleSignOn('contoso');
    const enabled = untyped().enableSingleSignOn?.('contoso', sso(), replaces);
    await expect(enabled).rejects.toEqual(invalidInput(['replaces', 'type']));
    expect(await administration().findSingleSignOn('contoso')).toEqual(saved);
  });
});

describe('replacing the URLs without checks', () => {
  const urls = { ssoLoginUrl: 'not a URL', ssoLogoutUrl: 'neither' };
  const replace = (companyId: unknown, given: unknown) =>
    untyped().replaceSingleSignOnUrlsUnchecked?.(companyId, given);

  test('keeps every other setting, and gives the settings another revision', async () => {
    await administration().enableSingleSignOn('contoso', sso({ clockSkewSeconds: 7 }));
    const before = await administration().findSingleSignOn('contoso');
    await replace('contoso', urls);
    const after = await administration().findSingleSignOn('contoso');
    expect(after?.input).toEqual({ ...before?.input, ...urls });
    expect(after?.revision).not.toBe(before?.revision);
    await administration().enableSingleSignOn('contoso', sso());
  });

  test('still needs a company and strings', async () => {
    await expect(replace('nope', urls)).rejects.toEqual(notFound('company', 'nope'));
    await expect(replace(5, urls)).rejects.toEqual(invalidInput(['companyId', 'type']));
    const wrong = { ...urls, ssoLoginUrl: null };
    await expect(replace('contoso', wrong)).rejects.toEqual(invalidInput(['ssoLoginUrl', 'type']));
    await expect(replace('contoso', undefined)).rejects.toEqual(invalidInput(['', 'type']));
  });
});

describe('removing a certificate', () => {
  beforeEach(() =>
    administration().enableSingleSignOn(
      'contoso',
      sso({ certificates: [under.context.key.certificate.der, next.certificate.der] }),
    ),
  );
  const remove = (name: string) => administration().removeCertificate('contoso', name);

  test('stops at the last one', async () => {
    await remove(thumbprint(next.certificate));
    const last = thumbprint(under.context.key.certificate);
    await expect(remove(last)).rejects.toEqual(invalidInput(['certificates', 'last']));
    const saved = await administration().findSingleSignOn('contoso');
    expect(saved?.input.certificates).toHaveLength(1);
  });

  test('needs a certificate that the company trusts', async () => {
    const name = 'A'.repeat(40);
    await expect(remove(name)).rejects.toEqual(notFound('certificate', name));
    await expect(remove(undefined as unknown as string)).rejects.toEqual(
      invalidInput(['thumbprint', 'type']),
    );
    await administration().disableSingleSignOn('contoso');
    const trusted = thumbprint(next.certificate);
    await expect(remove(trusted)).rejects.toEqual(notFound('certificate', trusted));
  });
});

describe('federation metadata', () => {
  const load = (...given: unknown[]) => untyped().loadFederationMetadata?.('contoso', ...given);

  test.each([['<a/>'], [undefined], [null], [{}]])('is refused as %o', async (metadata) => {
    await expect(load(metadata)).rejects.toEqual(invalidInput(['metadata', 'type']));
  });

  test.each<[property: string, code: string, options: unknown]>([
    ['', 'type', null],
    ['vouchedFor', 'type', { vouchedFor: 'yes' }],
    ['pinnedCertificates', 'type', { pinnedCertificates: [1] }],
    ['pinnedCertificates.0', 'not_a_certificate', { pinnedCertificates: [Buffer.from('x')] }],
    ['pinned', 'unknown_property', { pinned: [] }],
  ])('is refused when the option %s is %s: %o', async (property, code, options) => {
    await expect(load(Buffer.from('<a/>'), options)).rejects.toEqual(
      invalidInput([property, code]),
    );
  });
});

const employeeRules: [property: string, code: string, change: object][] = [
  ['firstName', 'required', { firstName: ' ' }],
  ['firstName', 'too_long', { firstName: 'x'.repeat(201) }],
  ['lastName', 'required', { lastName: '' }],
  ['lastName', 'too_long', { lastName: 'x'.repeat(201) }],
  ['email', 'required', { email: '' }],
  ['email', 'malformed', { email: 'britta' }],
  ['email', 'malformed', { email: 'a b@contoso.com' }],
  ['email', 'malformed', { email: `${'x'.repeat(250)}@contoso.com` }],
  ['email', 'taken', { email: 'b.SIMON@contoso.com' }],
  ['firstName', 'type', { firstName: 5 }],
  ['lastName', 'type', { lastName: undefined }],
  ['email', 'type', { email: null }],
  ['email', 'type', { email: {} }],
  ['mail', 'unknown_property', { mail: 'x@contoso.com' }],
];

describe('employees', () => {
  test('are found whatever the case of the address', async () => {
    const { id } = await administration().addEmployee(britta);
    expect(await administration().findEmployee('contoso', 'BRITTASIMON@contoso.com')).toEqual({
      id,
      ...britta,
    });
    await administration().removeEmployee({ companyId: 'contoso', id });
    expect(await administration().findEmployee('contoso', britta.email)).toBeUndefined();
  });

  test.each(employeeRules)('are not added when %s is %s: %o', async (property, code, change) => {
    await expect(untyped().addEmployee?.({ ...britta, ...change })).rejects.toEqual(
      invalidInput([property, code]),
    );
    expect(await administration().findEmployee('contoso', britta.email)).toBeUndefined();
  });

  test.each(employeeRules)('are not changed when %s is %s: %o', async (property, code, change) => {
    const { id } = await administration().addEmployee({ ...britta, email: 'c@contoso.com' });
    const who = { companyId: 'contoso', id };
    try {
      await expect(
        untyped().updateEmployee?.(who, { ...details(britta), ...change }),
      ).rejects.toEqual(invalidInput([property, code]));
      expect(await administration().findEmployee('contoso', 'c@contoso.com')).toBeDefined();
      await administration().updateEmployee(who, { ...details(britta), firstName: ' B ' });
      const changed = await administration().findEmployee('contoso', britta.email);
      expect(changed).toEqual({ ...britta, id, firstName: 'B' });
    } finally {
      await administration().removeEmployee(who);
    }
  });

  test('are refused with every broken rule', async () => {
    const wrong = { ...britta, firstName: '', lastName: '', email: 'B.Simon@contoso.com' };
    await expect(administration().addEmployee(wrong)).rejects.toEqual(
      invalidInput(['firstName', 'required'], ['lastName', 'required'], ['email', 'taken']),
    );
  });

  test('are changed and removed by their id and version only', async () => {
    const { id } = await administration().addEmployee(britta);
    const who = { companyId: 'contoso', id };
    const { updateEmployee, removeEmployee } = administration();
    for (const call of [
      (seen: typeof who & { version?: number }) => updateEmployee(seen, details(britta)),
      removeEmployee,
    ]) {
      await expect(call({ ...who, id: 'x' })).rejects.toEqual(notFound('employee', 'x'));
      await expect(call({ ...who, companyId: 'dom' })).rejects.toEqual(notFound('employee', id));
      await expect(call({ ...who, version: 9 })).rejects.toEqual(staleVersion);
      const untypedId = { ...who, id: 5 } as unknown as typeof who;
      await expect(call(untypedId)).rejects.toEqual(invalidInput(['id', 'type']));
    }
    await updateEmployee({ ...who, version: 1 }, details(britta));
    await expect(removeEmployee({ ...who, version: 1 })).rejects.toEqual(staleVersion);
    await removeEmployee({ ...who, version: 2 });
    await expect(removeEmployee(who)).rejects.toEqual(notFound('employee', id));
  });

  test.each<[property: string, code: string, change: object]>([
    ['page', 'out_of_range', { page: 1.5 }],
    ['page', 'type', { page: Number.NaN }],
    ['page', 'type', { page: '1' }],
    ['search', 'type', { search: undefined }],
  ])('are not listed when %s is %s: %o', async (property, code, change) => {
    const query = { companyId: 'contoso', search: '', page: 1 };
    await expect(untyped().listEmployees?.({ ...query, ...change })).rejects.toEqual(
      invalidInput([property, code]),
    );
    expect((await administration().listEmployees(query)).total).toBe(1);
  });

  test('keep their last sign-ins until these are forgotten by a known initiator', async () => {
    const { forgetSignIn, findEmployee } = administration();
    const id = (await findEmployee('contoso', 'B.Simon@contoso.com'))?.id ?? '';
    await expect(forgetSignIn('nobody', 'sp')).rejects.toEqual(notFound('employee', 'nobody'));
    await expect(forgetSignIn(id, 'me' as 'sp')).rejects.toEqual(
      invalidInput(['initiator', 'unknown']),
    );
    await expect(untyped().forgetSignIn?.(id, 5)).rejects.toEqual(
      invalidInput(['initiator', 'type']),
    );
    await forgetSignIn(id, 'sp');
    expect(await administration().lastSignIns(id)).not.toHaveProperty('sp');
  });
});

describe('administrators', () => {
  const admin = { companyId: 'contoso', email: 'admin@contoso.com', password: 'correct horse' };
  beforeAll(() => administration().addAdministrator(admin));

  test('are known by their password', async () => {
    const is = (changes: object) => administration().isAdministrator({ ...admin, ...changes });
    expect(await is({ email: 'ADMIN@contoso.com' })).toBe(true);
    expect(await is({ password: 'correct horsf' })).toBe(false);
    expect(await is({ email: 'other@contoso.com' })).toBe(false);
    expect(await is({ companyId: 'other' })).toBe(false);
  });

  test.each<[property: string, code: string, change: object]>([
    ['email', 'taken', { email: 'Admin@contoso.com' }],
    ['email', 'required', { email: ' ' }],
    ['email', 'malformed', { email: 'x' }],
    ['password', 'out_of_range', { email: 'x@contoso.com', password: 'short' }],
    ['password', 'out_of_range', { email: 'x@contoso.com', password: 'x'.repeat(257) }],
    ['email', 'type', { email: 5 }],
    ['password', 'type', { password: undefined }],
    ['role', 'unknown_property', { role: 'owner' }],
  ])('are not added when %s is %s: %o', async (property, code, change) => {
    await expect(untyped().addAdministrator?.({ ...admin, ...change })).rejects.toEqual(
      invalidInput([property, code]),
    );
    const wrong = { ...admin, email: 'x@contoso.com' };
    expect(await administration().isAdministrator(wrong)).toBe(false);
  });

  test('are refused with every broken rule', async () => {
    const wrong = { ...admin, password: '' };
    await expect(administration().addAdministrator(wrong)).rejects.toEqual(
      invalidInput(['email', 'taken'], ['password', 'out_of_range']),
    );
    await expect(untyped().isAdministrator?.({ ...admin, password: null })).rejects.toEqual(
      invalidInput(['password', 'type']),
    );
  });
});

test('every write refuses an argument that is not an object', async () => {
  for (const name of ['createCompany', 'addEmployee', 'addAdministrator', 'removeEmployee'])
    for (const given of [undefined, null, 5, []])
      await expect(untyped()[name]?.(given)).rejects.toEqual(invalidInput(['', 'type']));
});
