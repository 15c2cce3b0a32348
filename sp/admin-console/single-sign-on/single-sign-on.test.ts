import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Certificate, thumbprint } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import { Browser } from '../../testing/browser.ts';
import { idpEntityId, type SpUnderTest, ssoLoginUrl, today } from '../../testing/sp-under-test.ts';
import {
  type Administrator,
  inputValue,
  singleSignOnPage as page,
} from '../testing/administrator.ts';
import { bothAdministrators, revisionOf } from '../testing/both-administrators.ts';
import { nothing, thumbprints, tutorial } from '../testing/tutorial-settings.ts';

let under: SpUnderTest;
let contoso: Administrator;
let fabrikam: Administrator;
let own: Certificate;
let next: Certificate;
beforeAll(async () => {
  next = (await makeSigningCertificate({ notBefore: today, subject: 'CN=Next' })).certificate;
});
beforeEach(async () => {
  ({ under, contoso, fabrikam, own } = await bothAdministrators());
  return () => under.sp.close();
});

const settings = (companyId: string) => under.sp.administration.findSingleSignOn(companyId);
const revision = (companyId: string) => revisionOf(under, companyId);

test('the tutorial, from Integrations to Save', async () => {
  expect((await fabrikam.get('/admin')).headers.location).toBe('/admin/integrations');
  expect((await fabrikam.get('/admin/integrations')).body).toContain('Not enabled');
  expect((await fabrikam.get(page)).body).toMatch(/href="[^"]*\/enable"[^>]*>Enable</);
  const form = (await fabrikam.get(`${page}/enable`)).body;
  expect(form).toContain('<code>http://sp.test/saml/fabrikam/metadata</code>');
  expect(form).toContain('<code>http://sp.test/saml/fabrikam/assert</code>');
  expect(form).toContain('aria-label="Copy Entity ID"');
  expect(form).toContain('aria-label="Copy Reply URL (ACS)"');
  const saved = await fabrikam.upload(page, tutorial, { certificate: own.der });
  expect(saved.headers.location).toBe(`${page}?done=saved`);
  const after = (await fabrikam.get(`${page}?done=saved`)).body;
  expect(after).toContain('Saved. Employees can sign in');
  expect(after).toContain('CN=Microsoft Azure Federated SSO Certificate');
  expect(after).toContain('2029-01-01');
  expect(thumbprints(after)).toEqual([thumbprint(own)]);
  expect((await settings('fabrikam'))?.input).toMatchObject({ ssoLoginUrl, idpEntityId });
});

test('before that, the sign-in says who enables it, and where', async () => {
  const employee = { firstName: 'F', lastName: 'Kim', email: 'f@fabrikam.com' };
  await under.sp.administration.addEmployee({ companyId: 'fabrikam', ...employee });
  const answer = await new Browser(under.sp).signIn('f@fabrikam.com');
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain('Fabrikam has not enabled single sign-on');
  expect(answer.body).toContain('<a href="/admin">');
});

describe('Disable', () => {
  test('lets nobody sign in, and keeps the settings for Enable', async () => {
    expect((await contoso.get(`${page}/disable`)).body).toContain('Disable single sign-on');
    expect((await contoso.post(`${page}/disable`)).headers.location).toBe(`${page}?done=disabled`);
    expect((await contoso.get(`${page}?done=disabled`)).body).toContain(
      'Single sign-on is disabled',
    );
    expect((await new Browser(under.sp).signIn()).statusCode).toBe(403);
    const form = (await contoso.get(`${page}/enable`)).body;
    expect(inputValue(form, 'ssoLoginUrl')).toBe(ssoLoginUrl);
    const typed = { ...tutorial, revision: inputValue(form, 'revision') ?? '' };
    expect((await contoso.upload(page, typed, { certificate: nothing })).statusCode).toBe(303);
    expect((await new Browser(under.sp).signIn()).statusCode).toBe(303);
  });

  test('is about the own company', async () => {
    await fabrikam.post(`${page}/disable`);
    expect((await settings('contoso'))?.enabled).toBe(true);
  });
});

describe('of two who change the settings, the second', () => {
  test('sees both and decides; a file chosen is not lost', async () => {
    const seen = await revision('contoso');
    const first = { ...tutorial, clockSkewSeconds: '60', revision: seen };
    await contoso.upload(page, first, { certificate: nothing });
    const second = { ...tutorial, clockSkewSeconds: '90', forceAuthn: 'on', revision: seen };
    const answer = await contoso.upload(page, second, { certificate: next.der });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('<div>Saved in the meantime: 60</div><div>Yours: 90</div>');
    expect(answer.body).toContain('<div>Saved in the meantime: off</div><div>Yours: on</div>');
    expect((await settings('contoso'))?.input.clockSkewSeconds).toBe(60);

    const names = [...Object.keys(tutorial), 'forceAuthn', 'keptCertificate'];
    const mine = names.map((name) => [name, inputValue(answer.body, name) ?? '']);
    await contoso.upload(page, Object.fromEntries(mine), {});
    expect((await settings('contoso'))?.input).toMatchObject({
      clockSkewSeconds: 90,
      forceAuthn: true,
    });
    expect((await settings('contoso'))?.input.certificates).toHaveLength(2);
  });

  test('is told too when both enable for the first time', async () => {
    await fabrikam.upload(page, tutorial, { certificate: own.der });
    const answer = await fabrikam.upload(page, tutorial, { certificate: next.der });
    expect(answer.statusCode).toBe(409);
    expect((await settings('fabrikam'))?.input.certificates).toHaveLength(1);
  });
});

test('an administrator sees and changes the own company alone', async () => {
  const form = await fabrikam.get(`${page}/enable`);
  expect(form.body).not.toContain('contoso');
  const before = await revision('contoso');
  const foreign = { ...tutorial, companyId: 'contoso', revision: before };
  expect((await fabrikam.upload(page, foreign, { certificate: own.der })).statusCode).toBe(409);
  expect(await revision('contoso')).toBe(before);
});
