import { describe, expect, test } from 'vitest';
import { thumbprint } from '../../../certs/certificate.ts';
import { Browser } from '../../testing/browser.ts';
import { idpEntityId, ssoLoginUrl } from '../../testing/sp-under-test.ts';
import { inputValue, singleSignOnPage as page } from '../testing/administrator.ts';
import { bothAdministratorsForEachTest } from '../testing/both-administrators.ts';
import { nothing, thumbprints, tutorial } from '../testing/tutorial-settings.ts';

const at = bothAdministratorsForEachTest();

test('the tutorial, from Integrations to Save', async () => {
  expect((await at.fabrikam.get('/admin')).headers.location).toBe('/admin/integrations');
  expect((await at.fabrikam.get('/admin/integrations')).body).toContain('Not enabled');
  expect((await at.fabrikam.get(page)).body).toMatch(/href="[^"]*\/enable"[^>]*>Enable</);
  const form = (await at.fabrikam.get(`${page}/enable`)).body;
  expect(form).toContain('<code>http://sp.test/saml/fabrikam/metadata</code>');
  expect(form).toContain('<code>http://sp.test/saml/fabrikam/assert</code>');
  expect(form).toContain('aria-label="Copy Entity ID"');
  expect(form).toContain('aria-label="Copy Reply URL (ACS)"');
  const saved = await at.fabrikam.upload(page, tutorial, { certificate: at.own.der });
  expect(saved.headers.location).toBe(`${page}?done=saved`);
  const after = (await at.fabrikam.get(`${page}?done=saved`)).body;
  expect(after).toContain('Saved. Employees can sign in');
  expect(after).toContain('CN=Microsoft Azure Federated SSO Certificate');
  expect(after).toContain('2029-01-01');
  expect(thumbprints(after)).toEqual([thumbprint(at.own)]);
  expect((await at.settings('fabrikam'))?.input).toMatchObject({ ssoLoginUrl, idpEntityId });
});

test('before single sign-on is enabled, the sign-in says who enables it, and where', async () => {
  const employee = { firstName: 'F', lastName: 'Kim', email: 'f@fabrikam.com' };
  await at.under.sp.administration.addEmployee({ companyId: 'fabrikam', ...employee });
  const answer = await new Browser(at.under.sp).signIn('f@fabrikam.com');
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain('Fabrikam has not enabled single sign-on');
  expect(answer.body).toContain('<a href="/admin">');
});

describe('Disable', () => {
  test('refuses every sign-in, and keeps the settings for Enable', async () => {
    expect((await at.contoso.get(`${page}/disable`)).body).toContain('Disable single sign-on');
    expect((await at.contoso.post(`${page}/disable`)).headers.location).toBe(
      `${page}?done=disabled`,
    );
    expect((await at.contoso.get(`${page}?done=disabled`)).body).toContain(
      'Single sign-on is disabled',
    );
    expect((await new Browser(at.under.sp).signIn()).statusCode).toBe(403);
    const form = (await at.contoso.get(`${page}/enable`)).body;
    expect(inputValue(form, 'ssoLoginUrl')).toBe(ssoLoginUrl);
    const typed = { ...tutorial, revision: inputValue(form, 'revision') ?? '' };
    expect((await at.contoso.upload(page, typed, { certificate: nothing })).statusCode).toBe(303);
    expect((await new Browser(at.under.sp).signIn()).statusCode).toBe(303);
  });

  test('affects only the administrator’s company', async () => {
    await at.fabrikam.post(`${page}/disable`);
    expect((await at.settings('contoso'))?.enabled).toBe(true);
  });
});

describe('when two people edit the settings, the second', () => {
  test('sees both versions and decides, and keeps a chosen file', async () => {
    const seen = await at.revision('contoso');
    const first = { ...tutorial, clockSkewSeconds: '60', revision: seen };
    await at.contoso.upload(page, first, { certificate: nothing });
    const second = { ...tutorial, clockSkewSeconds: '90', forceAuthn: 'on', revision: seen };
    const answer = await at.contoso.upload(page, second, { certificate: at.next.der });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toMatch(/<td[^>]*>60<\/td><td[^>]*>90<\/td>/);
    expect(answer.body).toMatch(/<td[^>]*>off<\/td><td[^>]*>on<\/td>/);
    expect((await at.settings('contoso'))?.input.clockSkewSeconds).toBe(60);

    const names = [...Object.keys(tutorial), 'forceAuthn', 'keptCertificate'];
    const mine = names.map((name) => [name, inputValue(answer.body, name) ?? '']);
    await at.contoso.upload(page, Object.fromEntries(mine), {});
    expect((await at.settings('contoso'))?.input).toMatchObject({
      clockSkewSeconds: 90,
      forceAuthn: true,
    });
    expect((await at.settings('contoso'))?.input.certificates).toHaveLength(2);
  });

  test('sees a conflict when both enable it for the first time', async () => {
    await at.fabrikam.upload(page, tutorial, { certificate: at.own.der });
    const answer = await at.fabrikam.upload(page, tutorial, { certificate: at.next.der });
    expect(answer.statusCode).toBe(409);
    expect((await at.settings('fabrikam'))?.input.certificates).toHaveLength(1);
  });
});

test('an administrator sees and changes only their company', async () => {
  const form = await at.fabrikam.get(`${page}/enable`);
  expect(form.body).not.toContain('contoso');
  expect((await at.contoso.get(page)).body).toContain('/saml/contoso/');
  const before = await at.revision('contoso');
  const foreign = { ...tutorial, companyId: 'contoso', revision: before };
  expect((await at.fabrikam.upload(page, foreign, { certificate: at.own.der })).statusCode).toBe(
    409,
  );
  expect((await at.fabrikam.upload(page, tutorial, { certificate: at.own.der })).statusCode).toBe(
    303,
  );
  expect(await at.revision('contoso')).toBe(before);
});
