import { beforeAll, describe, expect, test } from 'vitest';
import { examine } from './examine.ts';
import type { GoLive } from './go-live.ts';
import { readRealTenant } from './real-tenant.ts';
import { doctorReport } from './report/doctor-report.ts';
import { doctorPage } from './report/report-page.tsx';
import { doctorText } from './report/report-text.ts';
import { always, asking, ids, now, ready } from './testing/ready.ts';
import { tenantMetadata } from './testing/tenant-metadata.ts';

let live: GoLive;
beforeAll(async () => {
  live = await ready();
});
const { found, added } = asking(() => live);

const basic = (changes: Partial<GoLive['app']['basic']>): Partial<GoLive> => ({
  app: { ...live.app, basic: { ...live.app.basic, ...changes } },
  serviceProvider: undefined,
  exchanges: [],
});

test('an application that is ready', () => {
  expect(ids(found({}))).toEqual(always);
  expect(examine(live).notChecked).toEqual([]);
});

describe('addresses', () => {
  test.each<[string, Partial<GoLive['app']['basic']>, string[]]>([
    ['localhost', { replyUrls: ['http://localhost:8080/acs'] }, ['error reply-url-local']],
    ['https, in a container', { replyUrls: ['https://sp:8443/acs'] }, ['error reply-url-local']],
    [
      'http, in a container',
      { replyUrls: ['http://sp:8080/acs'] },
      ['error reply-url-local', 'error reply-url-scheme'],
    ],
    [
      'localhost beside the public address',
      { replyUrls: ['https://sp.example.test/acs', 'http://localhost:8080/acs'] },
      ['warning reply-url-local'],
    ],
    [
      'a Reply URL of 300 characters',
      { replyUrls: [`https://sp.example.test/${'a'.repeat(276)}`] },
      ['error reply-url-length'],
    ],
    ['a local name', { identifierUris: ['http://localhost:8080'] }, ['warning identifier-local']],
    ['a local Sign on URL', { signOnUrl: 'http://localhost/login' }, ['error sign-on-url-local']],
    [
      'a local Logout Url',
      { logoutUrl: 'https://localhost:8443/logout' },
      ['warning logout-url-local'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(added(basic(changes))).toEqual(expected);
  });
});

describe('what the service provider trusts', () => {
  test('nothing is known', () => {
    expect(added({ trusted: { certificates: [] } })).toEqual([
      'warning issuer-unknown',
      'warning certificate-unknown',
      'warning login-url-unknown',
    ]);
  });

  test('the lab', () => {
    const { issuer, loginUrl, certificate } = live.app;
    const trusted = {
      issuer,
      loginUrl,
      logoutUrl: loginUrl,
      certificates: certificate ? [certificate] : [],
    };
    expect(added({ trusted })).toEqual([
      'error issuer-other',
      'error certificate-missing',
      'error login-url-other',
      'warning sign-out-url-other',
    ]);
    expect(found({ trusted })[0]?.sentence).toContain(`${issuer}, that of the lab,`);
  });

  test('an issuer without the slash at the end, which is easily overlooked', () => {
    const trusted = { ...live.trusted, issuer: live.tenant.entityId.replace(/\/$/, '') };
    expect(added({ trusted })).toEqual(['error issuer-other']);
    expect(found({ trusted })[0]?.sentence).toContain('differs only in a slash at the end');
  });

  test('one of two certificates', async () => {
    const tenant = await tenantWith({ certificates: 2 });
    const trusted = { ...live.trusted, certificates: tenant.certificates.slice(0, 1) };
    expect(added({ tenant, trusted })).toEqual([
      'warning certificate-missing',
      'warning several-certificates',
    ]);
  });
});

const tenantWith = async (changes: Parameters<typeof tenantMetadata>[0]) =>
  readRealTenant('tenant.xml', Buffer.from(await tenantMetadata({ now, ...changes })));

describe('certificates of the tenant', () => {
  const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
  const trusting = (tenant: GoLive['tenant']) => ({
    tenant,
    trusted: { ...live.trusted, certificates: tenant.certificates },
  });

  test('that end, soon or not', async () => {
    const tenant = await tenantWith({ endDateTime: inDays(61) });
    expect(added(trusting(tenant))).toEqual([]);
    const soon = { ...trusting(tenant), now: inDays(2) };
    expect(added(soon)).toEqual(['warning certificate-ends-soon']);
    expect(found(soon)[0]?.sentence).toMatch(/, expires in 59 days\.$/);
    expect(added({ ...trusting(tenant), now: inDays(62) })).toEqual(['error certificate-expired']);
  });

  test('that the applications of the tenant share', () => {
    const certificates = live.tenant.certificates.map((each) => ({
      ...each,
      subject: 'CN=accounts.accesscontrol.windows.net',
    }));
    expect(added({ tenant: { ...live.tenant, certificates } })).toEqual([
      'error metadata-of-tenant',
    ]);
  });

  test('in a file that was changed, or has no signature', () => {
    expect(added({ tenant: { ...live.tenant, signature: 'invalid' } })).toEqual([
      'warning metadata-changed',
    ]);
    expect(added({ tenant: { ...live.tenant, signature: 'missing' } })).toEqual([
      'warning metadata-unsigned',
    ]);
  });

  test('and what is signed here', () => {
    expect(added({ app: { ...live.app, signingOption: 'response' } })).toEqual([
      'warning signing-differs',
    ]);
    expect(added({ app: { ...live.app, signingAlgorithm: 'sha1' } })).toEqual([
      'warning signing-differs',
    ]);
  });
});

describe('checklist', () => {
  test('what differs from a new application is on it, in the order of the pages', () => {
    const { app } = live;
    const { checklist } = examine({
      ...live,
      metadataUrl: 'https://login.microsoftonline.com/x',
      app: {
        ...app,
        signingOption: 'both',
        claims: {
          nameIdSource: { kind: 'attribute', attribute: 'user.mail' },
          claims: app.claims.claims.slice(1),
        },
      },
    });
    expect(checklist.map(({ id }) => id)).toEqual([
      ...['new-application', 'choose-saml', 'identifier', 'reply-url', 'sign-on-url', 'logout-url'],
      ...['name-id', 'claim-removed', 'signing-option', 'notification', 'assign'],
      ...['metadata-url', 'login-url', 'issuer', 'certificate', 'idp-logout-url'],
      ...['entity-id', 'acs-url', 'try'],
    ]);
    const values = Object.fromEntries(checklist.map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({
      'reply-url': 'https://sp.example.test/acs',
      'login-url': live.tenant.loginUrl,
      issuer: live.tenant.entityId,
      certificate: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
      'signing-option': 'Sign SAML response and assertion',
    });
  });
});

test('what files say becomes neither markup nor terminal commands', () => {
  const app = { ...live.app, displayName: '<script>alert(1)</script>\u001b[2J' };
  const report = doctorReport({ ...live, app });
  expect(doctorPage(report)).not.toContain('<script');
  expect(doctorPage(report)).toContain('&lt;script>');
  expect(doctorText(report)).not.toContain('\u001b');
});
