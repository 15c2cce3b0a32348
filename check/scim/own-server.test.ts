/** The SCIM server of Peakon passes every case, and each of its faults fails the cases about that fault and no others: so the cases see what they are about. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTenantUrl } from '../../idp/index.ts';
import { listen } from '../../lab/index.ts';
import { type Administration, buildSp, type Sp } from '../../sp/index.ts';
import { Connections } from '../agent/exchange.ts';
import { httpBrowsers } from '../agent/http-browser.ts';
import { CheckFault } from '../errors.ts';
import { temporaryIdentityProvider } from '../identity/identity-provider.ts';
import { exitCodeOf } from '../report/exit-code.ts';
import type { CheckReport } from '../report/report.ts';
import { summarise } from '../report/summary.ts';
import { foreignTarget } from '../subject/foreign-target.ts';
import { readSuccessRule } from '../subject/session-probe.ts';
import { scimCases } from './cases/index.ts';
import { defaultTargets } from './mapping.ts';
import { runScimCheck, type ScimCheckOptions } from './run-scim-check.ts';
import { TargetSignIn } from './sign-in.ts';

const clock = () => new Date();
const { signal } = new AbortController();

let sp: Sp;
let url = '';
let token = '';
let tokenB = '';
let administration: Administration;

beforeAll(async () => {
  sp = await buildSp({ file: ':memory:', publicUrl: () => url, clock });
  url = `http://localhost:${await listen(sp.app, { site: 'sp', port: 0 })}`;
  ({ administration } = sp);
  for (const [id, domain] of [
    ['contoso', 'example.com'],
    ['fabrikam', 'fabrikam.com'],
  ] as const)
    await administration.createCompany({ id, name: id, domains: [domain] });
  await administration.addEmployee({
    companyId: 'contoso',
    firstName: 'B',
    lastName: 'Simon',
    email: 'B.Simon@example.com',
  });
  ({ token } = await administration.enableProvisioning('contoso'));
  ({ token: tokenB } = await administration.enableProvisioning('fabrikam'));
  await administration.changeProvisioning('contoso', { groups: true });
});
afterAll(() => sp.close());

const check = (given: Partial<ScimCheckOptions> = {}) =>
  runScimCheck({
    tenantUrl: readTenantUrl(`${url}/scim/v2`),
    token,
    tokenB,
    domain: 'example.com',
    signal,
    cases: scimCases,
    dialects: 'both',
    match: 'userName',
    groups: 'auto',
    targets: defaultTargets,
    existing: 'B.Simon@example.com',
    rate: false,
    concurrency: 8,
    clock,
    version: '0.0.0',
    ...given,
  });

/** The ids of cases with each of these verdicts. */
const idsWith = ({ cases }: CheckReport, ...verdicts: readonly string[]) =>
  Object.values(cases)
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map(({ id }) => id);

test('passes every case, also those about sign-in, and nothing is left over', async () => {
  const idp = await temporaryIdentityProvider(clock());
  await administration.enableSingleSignOn('contoso', {
    ssoLoginUrl: idp.singleSignOn,
    idpEntityId: idp.entityId,
    certificates: [Buffer.from(idp.key.certificateBase64, 'base64')],
  });
  const connections = new Connections({ signal });
  const target = await foreignTarget(
    {
      metadata: `${url}/saml/contoso/metadata`,
      loginUrl: `${url}/login?company=contoso`,
      whoamiUrl: `${url}/api/whoami`,
      success: readSuccessRule(undefined),
      identity: {
        nameId: 'nobody@example.com',
        nameIdFormat: undefined,
        claims: [],
        givenName: 'Ada',
        surname: 'Berg',
        displayName: 'Ada Berg',
      },
      identityProvider: idp,
      clock,
    },
    connections,
  );
  const signIn = new TargetSignIn(target, httpBrowsers(connections));
  const { report, leftovers } = await check({ signIn });
  await signIn.close();
  connections.close();
  const runs = Object.values(report.cases).flatMap((of) => of.runs);
  const odd = runs.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
  expect(odd.map(({ id, verdict, reason }) => `${id} ${verdict}: ${reason}`)).toEqual([]);
  expect(idsWith(report, 'not-applicable')).toEqual(['LOAD-82', 'GAL-21', 'GAL-22']);
  expect(leftovers).toEqual([]);
}, 120_000);

test('passes with e-mail as matching attribute, and the cases of one dialect alone', async () => {
  const byMail = await check({ match: 'mail', dialects: 'optscim', existing: undefined });
  expect(idsWith(byMail.report, 'fail', 'error', 'warn', 'not-shown', 'not-played')).toEqual([]);
  expect(byMail.report.cases['LIF-55']?.verdict).toBe('not-applicable');
  expect(byMail.report.cases['LIF-56']?.verdict).toBe('pass');
  expect(byMail.report.cases['MAT-26']?.runs.map(({ verdict }) => verdict)).toEqual([
    'pass',
    'pass',
  ]);
}, 120_000);

/** Cases that start with a request that the fault breaks: nothing is known of them. */
const hidden: Readonly<Record<string, readonly string[]>> = {
  not_found_on_no_match: ['CONN-02', 'CONN-05', 'CONN-06'],
};

/** The findings that show each fault; the others are warnings, or have one of these as cause. */
const roots: Readonly<Record<string, readonly string[]>> = {
  string_boolean: ['LIF-55'],
  not_found_on_no_match: ['CONN-01'],
  remove_wipes_group: ['GRP-67', 'GRP-70'],
  no_create_on_no_match: ['UPD-39'],
  html_forbidden: ['CONN-03'],
};

/** The cases about each fault. Microsoft's tests repeat requests of the cases, so those that contain the fault fail with them. */
const faults = {
  string_boolean: ['CRE-15', 'LIF-55', 'LIF-57', 'GAL-03', 'GAL-06'],
  not_found_on_no_match: [
    'CONN-01',
    'GAL-01',
    'GAL-02',
    'GAL-03',
    'GAL-04',
    'GAL-06',
    'GAL-07',
    'GAL-17',
  ],
  remove_wipes_group: ['GRP-67', 'GRP-69', 'GRP-70', 'GAL-12'],
  no_create_on_no_match: ['UPD-39'],
  html_forbidden: ['CONN-03'],
} as const;

test.each(Object.entries(faults))(
  'the fault %s fails the cases about it, and no others',
  async (fault, ids) => {
    await administration.changeProvisioning('contoso', { faults: [fault as keyof typeof faults] });
    const { report } = await check().finally(() =>
      administration.changeProvisioning('contoso', { faults: [] }),
    );
    expect(idsWith(report, 'fail', 'warn', 'error', 'not-played').toSorted()).toEqual(
      [...ids].toSorted(),
    );
    expect(idsWith(report, 'not-shown')).toEqual(hidden[fault] ?? []);
    const { findings, nextSteps, sentence } = summarise(report);
    const causes = findings.map(({ of }) => of.id).toSorted();
    expect(causes).toEqual(roots[fault]);
    const named = nextSteps.flatMap((step) => /^Fix (\S+)/.exec(step)?.[1] ?? []);
    expect(named.toSorted()).toEqual(causes);
    expect(sentence.includes('Entra sends none')).toBe(fault === 'html_forbidden');
  },
  120_000,
);

test('a server that answers every request with 429 is not checked, and the check says so', async () => {
  await administration.changeProvisioning('contoso', { faults: ['too_many_requests'] });
  const fault = await check()
    .catch((error: unknown) => error)
    .finally(() => administration.changeProvisioning('contoso', { faults: [] }));
  expect(fault).toBeInstanceOf(CheckFault);
  expect(fault).toMatchObject({ code: 'rate_limited' });
});

test('a server that answers too late is not checked, and the check says so', async () => {
  await administration.changeProvisioning('contoso', { faults: ['slow'] });
  const fault = await check({ timeoutMs: 300 })
    .catch((error: unknown) => error)
    .finally(() => administration.changeProvisioning('contoso', { faults: [] }));
  expect(fault).toMatchObject({ code: 'timeout' });
});

test('a server that answers nothing any more ends the cases, not the check', async () => {
  const slow = (faults: 'slow'[]) => administration.changeProvisioning('contoso', { faults });
  let switching: Promise<void> | undefined;
  const { report, leftovers } = await check({
    timeoutMs: 2_000,
    onRun: (_, done) => {
      if (done === 20) switching = slow(['slow']);
    },
  });
  await switching;
  await slow([]);
  expect(report.partial).toBe(
    'The server gave 10 requests in a row no answer in time, so no more were sent.',
  );
  expect(exitCodeOf(report).code).toBe(2);
  expect(idsWith(report, 'pass').length).toBeGreaterThan(10);
  // Eight at once: no more than two rounds of them waited.
  expect(idsWith(report, 'error').length).toBeLessThanOrEqual(20);
  expect(idsWith(report, 'not-shown').length).toBeGreaterThan(50);
  expect(leftovers.length).toBeGreaterThan(0);
}, 60_000);

test('the token of another company is one of a server without groups', async () => {
  const { report } = await check({
    token: tokenB,
    existing: undefined,
    cases: scimCases.slice(0, 3),
  });
  expect(idsWith(report, 'pass')).toEqual(['CONN-01', 'CONN-02', 'CONN-03']);
});

test('a token of another tenant that the server refuses shows nothing about tenants', async () => {
  const cases = scimCases.filter(({ id }) => id === 'SEC-88');
  const refused = (await check({ tokenB: 'never-issued', cases })).report.cases['SEC-88'];
  expect(refused?.verdict).toBe('not-shown');
  expect(refused?.runs[0]?.reason).toContain('refuses the token of --token-b-file with 401');
  // The control: a token that the server knows.
  expect((await check({ cases })).report.cases['SEC-88']?.verdict).toBe('pass');
});

test('the request of CONN-03 is the one without User-Agent, which gets the page of the firewall', async () => {
  await administration.changeProvisioning('contoso', { faults: ['html_forbidden'] });
  const { report } = await check({
    cases: scimCases.filter(({ id }) => id === 'CONN-03'),
  }).finally(() => administration.changeProvisioning('contoso', { faults: [] }));
  const [run] = report.cases['CONN-03']?.runs ?? [];
  expect(run).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('403') });
  expect(run?.request).not.toContain('User-Agent');
  expect(run?.request).toContain("-A ''");
});
