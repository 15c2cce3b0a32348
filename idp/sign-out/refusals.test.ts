import { deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { Browser, base64, redirectTo } from '../testing/browser.ts';
import { authnRequest, identifier, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import {
  addApplication,
  type LogoutParts,
  logoutRequest,
  open,
  peakon,
  sessionIndexOf,
  signOutBy,
  withLogoutUrl,
} from './testing/participants.ts';

const lab = contosoForEachTest();
beforeEach(() => withLogoutUrl(lab));

const stillSignedIn = async () =>
  expectSignedIn(await lab.browser.get(`/api/signin/${peakon.appId}?tenantId=${tenantId}`));

describe('a LogoutRequest that is not right is refused, and the session stays', () => {
  test.each<[number, string, LogoutParts]>([
    [7500530, 'no NameID', { nameId: undefined }],
    [75005, 'no Issuer', { issuer: undefined }],
    [75005, 'another Version', { attributes: { Version: '1.1' } }],
    [75005, 'no IssueInstant', { attributes: { IssueInstant: undefined } }],
    [7500529, 'an ID that begins with a digit', { attributes: { ID: '1a' } }],
    [7500529, 'no ID', { attributes: { ID: undefined } }],
    [700016, 'an unknown Issuer', { issuer: 'https://unknown.example' }],
    [700016, 'an Issuer with a slash too many', { issuer: `${identifier}/` }],
    [50070, 'a SessionIndex that was never issued', { sessionIndex: '_a1' }],
  ])('AADSTS%i: %s', async (code, _, parts) => {
    await open(lab.browser, peakon);
    const page = await signOutBy(lab.browser, parts);
    expect(page).toMatchObject({ aadsts: code, status: 400 });
    expect(lab.exchanges.all().at(-1)).toMatchObject({
      kind: 'sign-out',
      outcome: 'failure',
      refusal: { by: 'idp', code: `AADSTS${code}` },
    });
    await stillSignedIn();
    expect((await signOutBy(lab.browser)).status).toBe(303); // the control
  });

  test('AADSTS75005: by HTTP-POST, which Entra does not take', async () => {
    await open(lab.browser, peakon);
    const xml = logoutRequest();
    const sso = `/${tenantId}/saml2`;
    const page = await lab.browser.post(sso, { SAMLRequest: base64(xml) });
    expect(page.aadsts).toBe(75005);
    expect(page.body).toContain('by HTTP-Redirect only');
    await stillSignedIn();
  });

  test.each<[number, string, string]>([
    [750056, 'not base64', '%%%'],
    [750055, 'not DEFLATEd', base64(logoutRequest())],
    [7500525, 'not XML', deflateRawSync('<samlp:LogoutRequest').toString('base64')],
  ])('AADSTS%i: %s', async (code, _, SAMLRequest) => {
    const page = await lab.browser.get(
      `/${tenantId}/saml2?${new URLSearchParams({ SAMLRequest })}`,
    );
    expect(page.aadsts).toBe(code);
  });

  test('AADSTS9000411: RelayState twice', async () => {
    await open(lab.browser, peakon);
    const address = `${redirectTo(logoutRequest(), { RelayState: 'a' })}&RelayState=b`;
    expect((await lab.browser.get(address)).aadsts).toBe(9000411);
    await stillSignedIn();
  });
});

describe('AADSTS50068: the application takes no part in a session of this browser', () => {
  test('nobody is signed in', async () => {
    expect((await signOutBy(lab.browser)).aadsts).toBe(50068);
  });

  test('the user is signed in, but not to this application', async () => {
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, wiki);
    expect((await signOutBy(lab.browser)).aadsts).toBe(50068);
    expect((await signOutBy(lab.browser, { issuer: wiki.identifier })).status).toBe(303);
  });

  test('another browser is', async () => {
    await open(lab.browser, peakon);
    expect((await signOutBy(new Browser(lab.idp.app))).aadsts).toBe(50068);
    await stillSignedIn();
  });

  test('the session has expired', async () => {
    await open(lab.browser, peakon);
    lab.advance(25 * 3_600_000);
    expect((await signOutBy(lab.browser)).aadsts).toBe(50068);
  });
});

describe('AADSTS50070: SessionIndex', () => {
  test('only that of the latest assertion counts', async () => {
    const earlier = sessionIndexOf(await open(lab.browser, peakon));
    const later = sessionIndexOf(await open(lab.browser, peakon));
    expect((await signOutBy(lab.browser, { sessionIndex: earlier })).aadsts).toBe(50070);
    expect((await signOutBy(lab.browser, { sessionIndex: later })).status).toBe(303);
  });
});

describe('a LogoutRequest for another tenant', () => {
  test('AADSTS700016 at its address, and AADSTS90002 where there is no such tenant', async () => {
    const fabrikam = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
    await lab.idp.directory.createTenant({
      id: fabrikam,
      displayName: 'Fabrikam',
      domain: 'fabrikam.com',
    });
    await open(lab.browser, peakon);
    const at = (tenant: string) => lab.browser.get(redirectTo(logoutRequest(), {}, tenant));
    expect((await at(fabrikam)).aadsts).toBe(700016);
    expect((await at('nowhere.example')).aadsts).toBe(90002);
    await stillSignedIn();
  });
});

describe('a LogoutRequest that is sent again', () => {
  test('AADSTS50068 after the session ended', async () => {
    await open(lab.browser, peakon);
    expect((await signOutBy(lab.browser)).status).toBe(303);
    expect((await signOutBy(lab.browser)).aadsts).toBe(50068);
  });

  test.each([
    ['usual', 'idaa6ebe6839094fe4abc4ebd5281ec780'],
    ['longer than an index of PostgreSQL takes', `_${'a1'.repeat(5000)}`],
  ])('AADSTS50061 in a later session, which stays: an ID that is %s', async (_, ID) => {
    await open(lab.browser, peakon);
    await signOutBy(lab.browser, { attributes: { ID } });
    await open(lab.browser, peakon);
    expect((await signOutBy(lab.browser, { attributes: { ID } })).aadsts).toBe(50061);
    await stillSignedIn();
    const attributes = { ID: '_another' };
    expect((await signOutBy(lab.browser, { attributes })).status).toBe(303);
  });
});

describe('a LogoutRequest during a sign-in', () => {
  test('ends nothing when nobody is signed in yet, and the sign-in goes on', async () => {
    const page = await lab.browser.get(redirectTo(authnRequest()));
    expect((await signOutBy(lab.browser)).aadsts).toBe(50068);
    expectSignedIn(await lab.browser.signIn(page));
  });

  test('ends the session there was, and the sign-in goes on', async () => {
    await open(lab.browser, peakon);
    const page = await lab.browser.get(
      redirectTo(authnRequest({ attributes: { ForceAuthn: 'true' } })),
    );
    expect((await signOutBy(lab.browser)).status).toBe(303);
    const { forms } = page;
    expect(forms.length).toBeGreaterThan(0);
    expectSignedIn(await lab.browser.signIn(page));
  });
});

describe('AADSTS50071: an old IssueInstant', () => {
  const old = { attributes: { IssueInstant: '2026-03-01T07:49:59Z' } };

  test('only when the tenant checks it', async () => {
    await lab.idp.directory.setRequestChecks(tenantId, { checksIssueInstant: true });
    await open(lab.browser, peakon);
    const page = await signOutBy(lab.browser, old);
    expect(page.aadsts).toBe(50071);
    expect(page.body).toContain('href="/admin/tenant"');
    await stillSignedIn();
    expect((await signOutBy(lab.browser)).status).toBe(303);
  });
});
