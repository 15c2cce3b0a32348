/** The group `req`: what a service provider of node-saml sends, judged as Entra would. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAML, type SamlConfig } from '@node-saml/node-saml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allCases } from '../catalogue/index.ts';
import { examineAuthnRequest } from '../idp/index.ts';
import {
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { toJUnit } from './report/junit.ts';
import type { RunReport } from './report/report.ts';
import { checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSpOptions, startForeignSp } from './testing/foreign-sp.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-req-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let idp: CheckIdentityProvider;
beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
const cases = allCases.filter(({ group }) => group === 'req');

/** @param published changes the metadata before the check reads it */
async function check(
  saml: Partial<SamlConfig>,
  {
    published,
    ...options
  }: Partial<ForeignSpOptions> & { published?: (xml: string) => string } = {},
) {
  const sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    saml,
    ...options,
  });
  try {
    const metadata = join(folder, 'metadata.xml');
    const xml = await (await fetch(sp.metadata)).text();
    writeFileSync(metadata, published?.(xml) ?? xml);
    return (await checkForeign({ ...sp, metadata }, idp, { cases })).report;
  } finally {
    await sp.close();
  }
}

const runsOf = (report: Awaited<ReturnType<typeof check>>): RunReport[] =>
  Object.values(report.cases).flatMap(({ runs }) => runs);
const verdicts = (report: Awaited<ReturnType<typeof check>>, verdict: string) =>
  runsOf(report).flatMap((run) => (run.verdict === verdict ? [run.id] : []));

test('control: nothing is found, and what cannot be seen is not judged', async () => {
  const report = await check({});
  expect(verdicts(report, 'fail')).toEqual([]);
  expect(verdicts(report, 'pass')).toEqual([
    'req-id',
    'req-required-fields#1',
    'req-issuer',
    'req-reply-url#1',
    'req-reply-url#2',
    'req-name-id-policy',
    'req-authn-context#1',
    'req-unsupported',
  ]);
  expect(report.cases['req-logout']).toMatchObject({ verdict: 'not-applicable' });
});

/** Each is one setting of node-saml, and one finding. */
test.each<[run: string, reason: RegExp, saml: Partial<SamlConfig>]>([
  [
    'req-id',
    /AADSTS7500529: The value '1a/,
    { generateUniqueId: () => `1a${crypto.randomUUID()}` },
  ],
  ['req-name-id-policy', /AADSTS750161: Allowed SAML/, { identifierFormat: 'urn:x' }],
  [
    'req-authn-context#1',
    /AADSTS900235: .*Received value: 'Minimum'/,
    { disableRequestedAuthnContext: false, racComparison: 'minimum' },
  ],
  ['req-unsupported', /AADSTS75006: .*Scoping\/ProxyCount/, { scoping: { proxyCount: 1 } }],
])('%s', async (run, reason, saml) => {
  const report = await check(saml);
  expect(verdicts(report, 'fail')).toEqual([run]);
  expect(runsOf(report).find(({ id }) => id === run)?.reason).toMatch(reason);
  expect(toJUnit(report)).toContain('AADSTS');
});

test('an Issuer and an address that the metadata does not have', async () => {
  const other = { issuer: 'urn:other', audience: 'urn:published' };
  const issuer = await check(other, {
    published: (xml) => xml.replace('"urn:other"', '"urn:published"'),
  });
  expect(verdicts(issuer, 'fail')).toEqual(['req-issuer']);
  const address = await check({}, { published: (xml) => xml.replace('/acs"', '/acs2"') });
  expect(verdicts(address, 'fail')).toEqual(['req-reply-url#1']);
});

test('a password that is asked for is noted, and is no finding', async () => {
  const report = await check({ disableRequestedAuthnContext: false });
  expect(verdicts(report, 'fail')).toEqual([]);
  expect(runsOf(report).find(({ id }) => id === 'req-authn-context#2')).toMatchObject({
    verdict: 'policy-noted',
    reason: expect.stringMatching(/^AADSTS75011: .*ForceAuthn="true"/),
  });
});

/** A logout of node-saml for one user, as the SP with this Issuer sends it. */
async function checkLogout(issuer?: string) {
  const sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    route(path, response, { headers }) {
      if (path !== '/logout') return false;
      const metadata = `http://${headers.host}/metadata`;
      new SAML({
        issuer: issuer ?? metadata,
        callbackUrl: `http://${headers.host}/acs`,
        entryPoint: idp.singleSignOn,
        idpCert: 'AAAA',
      })
        .getLogoutUrlAsync(
          { issuer: 'x', nameID: 'B.Simon@contoso.com', nameIDFormat: 'x' },
          '',
          {},
        )
        .then((location) => response.writeHead(302, { location }).end());
      return true;
    },
  });
  try {
    const xml = await (await fetch(sp.metadata)).text();
    const metadata = join(folder, 'with-logout.xml');
    const service = `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${sp.url}/slo"/>`;
    writeFileSync(metadata, xml.replace(/(?=<AssertionConsumerService|<NameIDFormat)/, service));
    const one = cases.filter(({ id }) => id === 'req-logout');
    const loginUrls = { logout: `${sp.url}/logout` };
    const { report } = await checkForeign({ ...sp, metadata }, idp, { cases: one, loginUrls });
    return runsOf(report)[0];
  } finally {
    await sp.close();
  }
}

test('a LogoutRequest passes, and fails for another Issuer', async () => {
  expect(await checkLogout()).toMatchObject({ verdict: 'pass' });
  expect(await checkLogout('urn:other')).toMatchObject({
    verdict: 'fail',
    reason: expect.stringMatching(/^AADSTS700016: .*urn:other/),
  });
});

test('a request by form is judged as one', async () => {
  const report = await check({}, { misbehaviour: 'login-by-form' });
  expect(verdicts(report, 'fail')).toEqual([]);
  expect(verdicts(report, 'pass')).toContain('req-id');
});

test('each check of Entra on a request is part of a case', () => {
  const sent = { SAMLRequest: '', binding: 'post' as const, address: '', now: new Date(0) };
  const message = '<a:AuthnRequest xmlns:a="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a"/>';
  const checks = examineAuthnRequest(
    { ...sent, SAMLRequest: Buffer.from(message).toString('base64') },
    { displayName: 'x', identifiers: [], replyUrls: [] },
  ).map(({ name }) => name);
  const judged = [
    ...['request-id', 'required-fields', 'issuer', 'reply-url', 'protocol-binding'],
    ...['name-id-policy', 'authn-context-comparison', 'class-refs', 'subject', 'scoping'],
  ];
  // The rest need a tenant, or make the sign-in of the check itself impossible.
  const others = ['readable', 'destination', 'issue-instant', 'application-enabled', 'signing-key'];
  expect(checks.toSorted()).toEqual([...judged, ...others].toSorted());
});
