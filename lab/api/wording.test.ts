/** Whatever the API refuses, it says in its own words: the client looks for those of commands and of the library in every answer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allCaseIds } from '../../catalogue/index.ts';
import { type Lab, startLab } from '../library.ts';
import { anyPorts, RunningLabs } from '../testing/running-labs.ts';
import { type ProblemCode, problemTypes } from './problem-types.ts';
import { ApiClient, expectPlainWords } from './testing/api-client.ts';

const labs = RunningLabs.forEachTest();
let lab: Lab;
let api: ApiClient;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
  const tenant = await lab.findTenant('contoso.com');
  await tenant?.addApplication({
    displayName: 'Reports',
    identifierUris: ['urn:reports'],
    replyUrls: ['https://reports.example/acs'],
  });
  const [first] = await api.ok<{ thumbprint: string }[]>('GET', `${peakon}/certificates`);
  active = first?.thumbprint ?? '';
  const user = await tenant?.addUser({ userPrincipalName: 'asked' });
  await tenant?.assign('asked', 'Peakon');
  await lab.directory.createPolicy(tenant?.id ?? '', {
    displayName: 'Second factor',
    state: 'enabled',
    conditions: {
      includeUsers: 'selected',
      includeUserIds: [user?.id ?? ''],
      includeGroupIds: [],
      excludeUserIds: [],
      excludeGroupIds: [],
      includeApplications: 'all',
      servicePrincipalIds: [],
    },
    grantControl: 'mfa',
    signInFrequency: undefined,
  });
});
afterAll(() => lab.close());

const contoso = '/tenants/contoso.com';
const peakon = `${contoso}/applications/Peakon`;
/** Thumbprint of its certificate. */
let active = '';
const bSimon = 'B.Simon@contoso.com';
const json = { 'content-type': 'application/json' };

type Request = readonly [
  method: string,
  path: string | (() => string),
  sent?: { body?: unknown; headers?: Record<string, string> },
];

const signIn = (body: object): Request => ['POST', `${contoso}/sign-ins`, { body }];
const arm = (body: object): Request => ['POST', `${contoso}/armed-sign-ins`, { body }];
const waiting = { case: 'sig-stripped', user: bSimon };

/** At least one request for every code, of those that a request can cause; more where there are several sentences. */
const requests: Partial<Record<ProblemCode, readonly Request[]>> = {
  invalid_json: [['POST', '/tenants', { body: '{' }]],
  bad_request: [['GET', '/tenants/%E0%A4%A']],
  foreign_origin: [['GET', '/tenants', { headers: { 'sec-fetch-site': 'cross-site' } }]],
  not_found: [['GET', '/tenant']],
  unknown_tenant: [['GET', '/tenants/nowhere.example']],
  unknown_user: [
    ['GET', `${contoso}/users/zed`],
    signIn({ user: 'zed', application: 'Peakon' }),
    signIn({ user: 'B.Simons', application: 'Peakon' }),
  ],
  unknown_application: [
    ['GET', `${contoso}/applications/zzz`],
    signIn({ user: bSimon, application: 'zzz' }),
    ['GET', `${contoso}/exchanges?application=zzz`],
  ],
  unknown_group: [
    ['GET', `${contoso}/groups/zed`],
    ['POST', `${contoso}/assignments`, { body: { group: 'zed', application: 'Peakon' } }],
  ],
  unknown_role: [
    [
      'POST',
      `${contoso}/assignments`,
      { body: { user: bSimon, application: 'Peakon', role: 'zed' } },
    ],
  ],
  no_provisioning: [
    ['GET', `${peakon}/provisioning`],
    ['POST', `${peakon}/provisioning/cycles`],
    ['POST', `${peakon}/provisioning/on-demand`, { body: { user: bSimon } }],
  ],
  unknown_armed_sign_in: [['GET', `${contoso}/armed-sign-ins/1`]],
  unknown_certificate: [['GET', `${peakon}/certificates/1`]],
  active_certificate: [['DELETE', () => `${peakon}/certificates/${active}`]],
  no_exchange: [['GET', '/exchanges/next?timeout=1']],
  method_not_allowed: [['PATCH', '/clock']],
  taken: [['POST', '/tenants', { body: { domain: 'contoso.com' } }]],
  already_armed: [arm(waiting)],
  too_large: [['POST', '/tenants', { body: { displayName: 'a'.repeat(1024 * 1024) } }]],
  unsupported_media_type: [
    ['POST', '/tenants', { body: 'a', headers: { 'content-type': 'text/plain' } }],
  ],
  invalid_request: [['POST', `${contoso}/users`, { body: { mail: 'x', nmae: 1 } }]],
  invalid_option: [
    arm({ case: 'xsw3', claims: {} }),
    arm({}),
    signIn({ user: bSimon, application: 'Peakon', request: 'http://localhost/' }),
    signIn({ user: bSimon, application: 'Peakon', request: 'http://x/?SAMLRequest=a' }),
  ],
  invalid_clock: [
    ['PUT', '/clock', { body: { mode: 'frozen', now: 'tomorrow' } }],
    ['PUT', '/clock', { body: { mode: 'frozen', now: '1900-01-01T00:00:00Z' } }],
    ['POST', '/clock/advance', { body: { milliseconds: 9e15 } }],
  ],
  unknown_case: [arm({ case: 'sig-strip' })],
  metadata_unreadable: [
    ['POST', `${contoso}/applications`, { body: { metadata: '/etc/passwd' } }],
    ['POST', `${contoso}/applications`, { body: { metadata: 'http://localhost:1/' } }],
    ['POST', `${contoso}/applications`, { body: { metadata: '<html/>' } }],
  ],
  never_judged: [
    ['GET', `${contoso}/exchanges/next?application=Reports&judged=true`],
    ['GET', '/exchanges/next?application=Reports&judged=true'],
  ],
  sign_in_refused: [signIn({ user: 'K.Lee@contoso.com', application: 'Peakon' })],
  sign_in_needs_page: [signIn({ user: 'asked@contoso.com', application: 'Peakon' })],
};

/** Tested where they can be caused, or cannot be caused by a request. */
const elsewhere: readonly ProblemCode[] = [
  'too_many_requests',
  'unauthorized',
  'not_in_memory',
  'response_not_made',
  'too_many_waiting',
  'internal_error',
  'starting',
  'disk_full',
];

test('every reason to refuse is here', () => {
  const all = [...Object.keys(requests), ...elsewhere];
  expect(all.toSorted()).toEqual(Object.keys(problemTypes).toSorted());
});

test.each(Object.entries(requests))('%s', async (code, all) => {
  if (code === 'already_armed') await api.ok('POST', `${contoso}/armed-sign-ins`, waiting);
  for (const [method, path, sent = {}] of all ?? []) {
    const at = typeof path === 'string' ? path : path();
    const { status, body } = await api.call(method, at, sent);
    expect(body).toMatchObject({ status: problemTypes[code as ProblemCode].status });
    expect((body as { type: string }).type).toBe(`/api#${code}`);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

test('every case of the catalogue that takes more than one sign-in', async () => {
  let refused = 0;
  for (const id of allCaseIds) {
    const { status, body } = await api.call('POST', `${contoso}/armed-sign-ins`, {
      body: { case: id, user: 'asked@contoso.com' },
    });
    if (status === 201)
      await api.ok('DELETE', `${contoso}/armed-sign-ins/${(body as { id: string }).id}`);
    else refused += 1;
  }
  expect(refused).toBeGreaterThan(10);
});

test('a response that could not be made', async () => {
  const body = { alter: [{ replace: 'no such text', with: 'a' }], user: bSimon };
  const tenant = await lab.tenant();
  const at = `/tenants/${tenant.id}`;
  const { userPrincipalName: user } = await tenant.addUser();
  const app = { identifierUris: ['urn:a'], replyUrls: ['https://a.example/acs'] };
  const { displayName: application } = await tenant.addApplication(app);
  await tenant.assign(user, application);
  const { id } = await api.ok<{ id: string }>('POST', `${at}/armed-sign-ins`, { ...body, user });
  const answer = await api.call('POST', `${at}/sign-ins`, { body: { user, application } });
  expect(answer).toMatchObject({ status: 422, body: { code: 'response_not_made' } });
  const armed = await api.ok<{ detail: string }>('GET', `${at}/armed-sign-ins/${id}`);
  expect(armed.detail).toContain('no such text');
});

test('a lab in files, and one with a token', async () => {
  const kept = await labs.start({ dataDir: labs.folder, empty: true, apiToken: 'a'.repeat(20) });
  const client = new ApiClient(kept);
  expect((await client.call('POST', '/reset')).body).toMatchObject({ code: 'unauthorized' });
  const headers = { authorization: `Bearer ${'a'.repeat(20)}`, ...json };
  const { body } = await client.call('POST', '/reset', { headers });
  expect(body).toMatchObject({ code: 'not_in_memory' });
});

test.each([
  'Start it with { memory: true }.',
  'Pass what addUser returned.',
  'Add --fresh to delete it.',
  'Give a Date.',
  'Call lab.reset() first.',
])('control: the client does not accept "%s"', (detail) => {
  expect(() => expectPlainWords({ detail })).toThrow();
  expect(() => expectPlainWords({ errors: [{ detail }] })).toThrow();
});
