import { describe, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { redirectTo } from '../../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  identifier,
  type RequestParts,
  tenantId,
} from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = contosoForEachTest();

test('the US Government cloud changes every printed host, except in the identifier', async () => {
  const admin = await administrationBrowser(lab);
  const global = textOf(await admin.get('/admin/tenant'));
  expect(global).toContain(`https://login.microsoftonline.com/${tenantId}/saml2`);
  await sendForm(admin, '/admin/tenant', { cloud: 'usGovernment' });
  const page = textOf(await admin.get('/admin/tenant'));
  expect(page).toContain(`https://login.microsoftonline.us/${tenantId}/saml2`);
  expect(page).toContain('https://portal.azure.us');
  expect(page).toContain(`https://sts.windows.net/${tenantId}/`);
  expect(page).not.toMatch(/microsoftonline\.com|azure\.com|microsoft\.com/);
  expect(textOf(await admin.get('/admin'))).toContain('US Government');
});

test('the form needs the token, and the user a role', async () => {
  const admin = await administrationBrowser(lab);
  expect((await admin.post('/admin/tenant', { cloud: 'usGovernment' })).status).toBe(403);
  const simon = await administrationBrowser(lab, bSimon);
  expect((await sendForm(simon, '/admin/tenant', { cloud: 'usGovernment' })).status).toBe(403);
  expect(textOf(await admin.get('/admin/tenant'))).toContain('login.microsoftonline.com');
});

test('plain http on other hosts is allowed by a switch, and the page of the application says what Entra would do', async () => {
  const admin = await administrationBrowser(lab);
  const { directory } = lab.idp;
  const warning = async () =>
    textOf(await admin.get(`/admin/apps/${lab.servicePrincipalId}/single-sign-on`)).includes(
      'Entra would refuse an address',
    );
  expect(await warning()).toBe(false);
  await sendForm(admin, '/admin/tenant', { allowsPlainHttp: 'on' }, '/admin/tenant/addresses');
  expect((await directory.requestChecksOf(tenantId)).allowsPlainHttp).toBe(true);
  await directory.configureSaml(lab.servicePrincipalId, {
    identifierUris: [identifier],
    replyUrls: ['http://sp:8080/acs'],
  });
  expect(await warning()).toBe(true);
  await sendForm(admin, '/admin/tenant', {}, '/admin/tenant/addresses');
  expect((await directory.requestChecksOf(tenantId)).allowsPlainHttp).toBe(false);
});

describe('how the tenant answers requests', () => {
  const set = async (fields: Record<string, string>) => {
    const admin = await administrationBrowser(lab);
    const saved = await sendForm(admin, '/admin/tenant', fields, '/admin/tenant/requests');
    expect(saved.status).toBe(303);
  };
  const send = (parts: RequestParts) => lab.browser.get(redirectTo(authnRequest(parts)));
  const login = `http://localhost:4100/${tenantId}/saml2`;

  test('650056 in place of 700016 for an unknown Issuer, with the near miss', async () => {
    const unknown = { issuer: `${identifier}/` };
    expect((await send(unknown)).aadsts).toBe(700016);
    await set({ unknownIssuerCode: '650056' });
    const page = await send(unknown);
    expect(page.aadsts).toBe(650056);
    expect(page.body).toContain('AADSTS650056: Misconfigured application. This could be due to');
    expect(page.body).toContain('a slash at the end');
    await set({ unknownIssuerCode: '700016' });
    expect((await send(unknown)).aadsts).toBe(700016);
  });

  test('75008 for another Destination, only when it is switched on', async () => {
    const other = { attributes: { Destination: `${login}2` } };
    expect((await send(other)).aadsts).toBeUndefined();
    await set({ unknownIssuerCode: '700016', checksDestination: 'on' });
    expect((await send(other)).aadsts).toBe(75008);
    for (const Destination of [login, login.toUpperCase(), undefined])
      expect((await send({ attributes: { Destination } })).aadsts).toBeUndefined();
  });

  test('76026 for a request of more than ten minutes ago, only when it is switched on', async () => {
    const old = { attributes: { IssueInstant: '2026-03-01T07:49:59Z' } };
    expect((await send(old)).aadsts).toBeUndefined();
    await set({ unknownIssuerCode: '700016', checksIssueInstant: 'on' });
    const refusal = await send(old);
    expect(refusal.aadsts).toBe(76026);
    expect(refusal.body).toContain('/admin/tenant"');
    expect((await send({ attributes: { IssueInstant: 'yesterday' } })).aadsts).toBe(76026);
    expect(
      (await send({ attributes: { IssueInstant: '2026-03-01T07:51:00Z' } })).aadsts,
    ).toBeUndefined();
  });

  test('the function of the API checks its values', async () => {
    const { directory } = lab.idp;
    const wrong = directory.setRequestChecks(tenantId, { unknownIssuerCode: 1 });
    await expect(wrong).rejects.toMatchObject({
      faults: [{ property: 'unknownIssuerCode', code: 'unknown' }],
    });
    await directory.setRequestChecks(tenantId, { checksDestination: true });
    expect(await directory.requestChecksOf(tenantId)).toEqual({
      unknownIssuerCode: 700016,
      checksDestination: true,
      checksIssueInstant: false,
      allowsPlainHttp: false,
      logoutResponseIssuer: 'sts.windows.net',
      logoutQueryEscapes: 'lower',
      logoutNameId: 'withoutFormat',
    });
  });
});
