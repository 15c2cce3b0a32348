/** What the API refuses: the status, the code and the place of each, with a control that passes. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Lab, startLab } from '../library.ts';
import { anyPorts, RunningLabs } from '../testing/running-labs.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
let other: { id: string; user: string; application: string };
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
  const tenant = await lab.tenant({ domain: 'other.example' });
  const { userPrincipalName } = await tenant.addUser({ userPrincipalName: 'someone' });
  const { appId } = await tenant.addApplication({
    displayName: 'Theirs',
    identifierUris: ['urn:theirs'],
    replyUrls: ['https://theirs.example/acs'],
  });
  other = { id: tenant.id, user: userPrincipalName, application: appId };
});
afterAll(() => lab.close());

const contoso = '/tenants/contoso.com';
const bSimon = 'B.Simon@contoso.com';
const peakon = { user: bSimon, application: 'Peakon' };

/** A refusal: status and code, the places of all faults, and words of its sentence. */
async function refused(method: string, path: string, given: Parameters<ApiClient['call']>[2] = {}) {
  const { status, body, headers } = await api.call(method, path, given);
  const problem = body as {
    code: string;
    detail: string;
    type: string;
    errors: { pointer?: string; parameter?: string; detail: string }[];
  };
  expect(headers.get('cache-control')).toBe('no-store');
  const places = problem.errors.map(({ pointer, parameter }) => pointer ?? parameter);
  return { ...problem, status, places };
}

type Case = [
  what: string,
  method: string,
  path: () => string,
  body: unknown,
  status: number,
  code: string,
  places: string[],
  words: string,
];

describe('a request is refused for', () => {
  test.each<Case>([
    [
      'an unknown tenant',
      'GET',
      () => '/tenants/nowhere.example',
      undefined,
      404,
      'unknown_tenant',
      ['tenantId'],
      'no tenant "nowhere.example"',
    ],
    [
      'a user of another tenant, in the path',
      'GET',
      () => `${contoso}/users/${other.user}`,
      undefined,
      404,
      'unknown_user',
      ['userId'],
      'someone@other.example',
    ],
    [
      'an application of another tenant, in the path',
      'GET',
      () => `${contoso}/applications/${other.application}`,
      undefined,
      404,
      'unknown_application',
      ['applicationId'],
      'The tenant contoso.com has no application',
    ],
    [
      'a user of another tenant, in the body',
      'POST',
      () => `/tenants/${other.id}/sign-ins`,
      { user: bSimon, application: 'Theirs' },
      404,
      'unknown_user',
      ['#/user'],
      'The tenant other.example has no user "B.Simon@contoso.com"',
    ],
    [
      'an application of another tenant, in the body',
      'POST',
      () => `/tenants/${other.id}/assignments`,
      { user: 'someone@other.example', application: 'Peakon' },
      404,
      'unknown_application',
      ['#/application'],
      'The tenant other.example has no application "Peakon"',
    ],
    [
      'an application of another tenant, in the query',
      'GET',
      () => `${contoso}/exchanges?application=Theirs`,
      undefined,
      404,
      'unknown_application',
      ['application'],
      'Theirs',
    ],
    [
      'properties that do not exist, all at once',
      'POST',
      () => `${contoso}/applications`,
      { displayname: 'A', replyUrl: 5, appRoleAssignmentRequired: 'yes' },
      422,
      'invalid_request',
      [
        '#/displayname',
        '#/replyUrl',
        '#/appRoleAssignmentRequired',
        '#/identifierUris/0',
        '#/replyUrls/0',
      ],
      'did you mean displayName?',
    ],
    [
      'a property of a nested object',
      'POST',
      () => `${contoso}/applications`,
      { redirectUriSettings: [{ uri: 'https://a.example', index: 70_000 }, { url: 'x' }] },
      422,
      'invalid_request',
      [
        '#/redirectUriSettings/0/index',
        '#/redirectUriSettings/1/url',
        '#/redirectUriSettings/1',
        '#/redirectUriSettings/1',
      ],
      'from 0 to 65535, not 70000',
    ],
    [
      'a missing property',
      'POST',
      () => `${contoso}/sign-ins`,
      { user: bSimon },
      422,
      'invalid_request',
      ['#'],
      'application is missing; it must be text.',
    ],
    [
      'null where text is needed',
      'POST',
      () => `${contoso}/users`,
      { mail: null },
      422,
      'invalid_request',
      ['#/mail'],
      'must be text, not null.',
    ],
    [
      'a body that is no object',
      'POST',
      () => '/tenants',
      [],
      422,
      'invalid_request',
      ['#'],
      'the body must be an object of keys and values, not a list.',
    ],
    [
      'a body where none is taken',
      'POST',
      () => '/reset',
      { hard: true },
      422,
      'invalid_request',
      ['#/hard'],
      'there is no such key',
    ],
    [
      'the prototype of objects',
      'POST',
      () => `${contoso}/users`,
      '{"__proto__":{"mail":"a@b.example"}}',
      422,
      'invalid_request',
      ['#/__proto__'],
      'there is no such key',
    ],
    [
      'parameters that are wrong or do not exist',
      'GET',
      () => '/exchanges?limit=0&usr=a',
      undefined,
      422,
      'invalid_request',
      ['limit', 'usr'],
      'did you mean user?',
    ],
    [
      'a missing parameter',
      'GET',
      () => `${contoso}/exchanges/next?timeout=1`,
      undefined,
      422,
      'invalid_request',
      ['application'],
      'application is missing',
    ],
    [
      'a parameter that is given twice',
      'GET',
      () => '/exchanges?user=a&user=b',
      undefined,
      422,
      'invalid_request',
      ['user'],
      'must be text, not a list.',
    ],
    [
      'a timeout of more than a minute',
      'GET',
      () => '/exchanges/next?timeout=61',
      undefined,
      422,
      'invalid_request',
      ['timeout'],
      'from 1 to 60',
    ],
    [
      'JSON that is broken',
      'POST',
      () => '/tenants',
      '{"id":',
      400,
      'invalid_json',
      [],
      'The body is not JSON: ',
    ],
    [
      'a tenant twice',
      'POST',
      () => '/tenants',
      { domain: 'Contoso.com' },
      409,
      'taken',
      ['#/domain'],
      'contoso.com',
    ],
    [
      'a tenant whose id is no GUID',
      'POST',
      () => '/tenants',
      { id: 'one' },
      422,
      'invalid_request',
      ['#/id'],
      'A tenant id is a GUID',
    ],
    [
      'a user twice',
      'POST',
      () => `${contoso}/users`,
      { userPrincipalName: 'b.simon' },
      409,
      'taken',
      ['#/userPrincipalName'],
      'b.simon@contoso.com',
    ],
    [
      'an application without Reply URL',
      'POST',
      () => `${contoso}/applications`,
      { identifierUris: ['urn:a'] },
      422,
      'invalid_request',
      ['#/replyUrls/0'],
      'Reply URL',
    ],
    [
      'metadata behind a dead URL',
      'POST',
      () => `${contoso}/applications`,
      { metadata: 'http://localhost:1/metadata' },
      422,
      'metadata_unreadable',
      ['#/metadata'],
      'http://localhost:1/metadata',
    ],
    [
      'a file of this machine as metadata',
      'POST',
      () => `${contoso}/applications`,
      { metadata: '/etc/passwd' },
      422,
      'metadata_unreadable',
      ['#/metadata'],
      'must be XML, or an http or https URL, not "/etc/passwd".',
    ],
    [
      'the URL of a file as metadata',
      'POST',
      () => `${contoso}/applications`,
      { metadata: 'file:///etc/passwd' },
      422,
      'metadata_unreadable',
      ['#/metadata'],
      'not "file:///etc/passwd".',
    ],
    [
      'an unknown case',
      'POST',
      () => `${contoso}/armed-sign-ins`,
      { case: 'sig-strip' },
      422,
      'unknown_case',
      ['#/case'],
      'The catalogue has no case "sig-strip".',
    ],
    [
      'a case and a change',
      'POST',
      () => `${contoso}/armed-sign-ins`,
      { case: 'xsw3', claims: {} },
      422,
      'invalid_option',
      ['#'],
      'case',
    ],
    [
      'a claim that is a number',
      'POST',
      () => `${contoso}/armed-sign-ins`,
      { claims: { age: 5 } },
      422,
      'invalid_request',
      ['#/claims/age'],
      'must be text or a list or null, not 5.',
    ],
    [
      'a change of nothing',
      'POST',
      () => `${contoso}/armed-sign-ins`,
      { alter: [{ replace: '', with: 'a' }] },
      422,
      'invalid_request',
      ['#/alter/0/replace'],
      'must be text that is not empty, not empty.',
    ],
    [
      'an armed response that does not exist',
      'GET',
      () => `${contoso}/armed-sign-ins/1`,
      undefined,
      404,
      'unknown_armed_sign_in',
      ['armedSignInId'],
      'No response was armed as "1"',
    ],
    [
      'cancelling one that does not exist',
      'DELETE',
      () => `${contoso}/armed-sign-ins/1`,
      undefined,
      404,
      'unknown_armed_sign_in',
      ['armedSignInId'],
      'No response was armed as "1"',
    ],
    [
      'an unknown method to sign in',
      'POST',
      () => `${contoso}/sign-ins`,
      { ...peakon, methods: ['pin'] },
      422,
      'invalid_request',
      ['#/methods/0'],
      'must be password, ',
    ],
    [
      'a request that is no URL',
      'POST',
      () => `${contoso}/sign-ins`,
      { ...peakon, request: 'http://' },
      422,
      'invalid_option',
      ['#/request'],
      'request',
    ],
    [
      'an offset without an instant',
      'PUT',
      () => '/clock',
      { mode: 'offset' },
      422,
      'invalid_request',
      ['#/now'],
      'is missing',
    ],
    [
      'real time at an instant',
      'PUT',
      () => '/clock',
      { mode: 'real', now: '2026-12-24T08:00:00Z' },
      422,
      'invalid_request',
      ['#/now'],
      'not to real',
    ],
    [
      'an instant that is none',
      'PUT',
      () => '/clock',
      { mode: 'frozen', now: 'tomorrow' },
      422,
      'invalid_clock',
      ['#/now'],
      '"tomorrow" is no instant.',
    ],
    [
      'a time that no lab can have',
      'POST',
      () => '/clock/advance',
      { milliseconds: 9e15 },
      422,
      'invalid_clock',
      ['#/milliseconds'],
      '8999',
    ],
    [
      'an address where nothing is',
      'GET',
      () => '/tenant',
      undefined,
      404,
      'not_found',
      [],
      '/api/v1',
    ],
    [
      'a method that the address does not take',
      'PATCH',
      () => '/clock',
      { mode: 'real' },
      405,
      'method_not_allowed',
      [],
      'GET, PUT, DELETE',
    ],
  ])('%s', async (_, method, path, body, status, code, places, words) => {
    const found = await refused(method, path(), body === undefined ? {} : { body });
    expect(found).toMatchObject({ status, code, places, type: `/api#${code}` });
    expect(found.detail).toContain(words);
  });

  test('a sign-in that the identity provider refuses', async () => {
    const body = { user: 'K.Lee@contoso.com', application: 'Peakon' };
    expect(await refused('POST', `${contoso}/sign-ins`, { body })).toMatchObject({
      status: 403,
      code: 'AADSTS50105',
      type: '/api#sign_in_refused',
      detail: expect.stringContaining('K.Lee@contoso.com'),
      whatToDo: expect.stringContaining('Assign the user'),
    });
    expect(await api.call('POST', `${contoso}/sign-ins`, { body: peakon })).toMatchObject({
      status: 200,
    });
  });

  test('two responses that are armed for one sign-in', async () => {
    const at = `${contoso}/armed-sign-ins`;
    const { id } = await api.ok<{ id: string }>('POST', at, { case: 'sig-stripped', user: bSimon });
    const body = { case: 'xsw3', application: 'Peakon' };
    const found = await refused('POST', at, { body });
    expect(found).toMatchObject({ status: 409, code: 'already_armed' });
    expect(found.detail).toContain(`waits for a sign-in of ${bSimon}`);
    await api.ok('DELETE', `${at}/${id}`);
    const second = await api.ok<{ id: string }>('POST', at, body);
    await api.ok('DELETE', `${at}/${second.id}`);
  });

  test('a body that is not said to be JSON, or is too large', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = { body: '{"domain":"form.example"}' };
    for (const headers of [form, { 'content-type': 'text/plain' }])
      expect(await refused('POST', '/tenants', { ...sent, headers })).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
        detail: expect.stringContaining('Content-Type: application/json'),
      });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(await api.call('POST', '/tenants', { ...sent, headers })).toMatchObject({ status: 201 });
    const body = { displayName: 'a'.repeat(1024 * 1024) };
    expect(await refused('POST', '/tenants', { body })).toMatchObject({
      status: 413,
      code: 'too_large',
      detail: 'The body is larger than 1 MiB.',
    });
  });
});

describe('a lab in files', () => {
  const labs = RunningLabs.forEachTest();

  test('cannot be reset', async () => {
    const kept = await labs.start({ dataDir: labs.folder, empty: true });
    const answer = await new ApiClient(kept).call('POST', '/reset');
    expect(answer).toMatchObject({ status: 409, body: { code: 'not_in_memory' } });
    expect(answer.body).toMatchObject({ detail: expect.stringContaining(labs.folder) });
  });
});

test('a lab closes at once although a request waits', async () => {
  const closing = await startLab({ memory: true, empty: true, ports: anyPorts });
  const client = new ApiClient(closing);
  await client.ok('GET', '/tenants');
  const waiting = client.call('GET', '/exchanges/next?timeout=60');
  const answer = Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 300))]);
  expect(await answer).toBeUndefined();
  await closing.close();
  expect(await waiting).toMatchObject({ status: 404, body: { code: 'no_exchange' } });
});

test('of half a million faults, the first hundred are named', async () => {
  const replyUrls = Array.from({ length: 400_000 }, () => 0);
  const answer = await api.call('POST', '/tenants/contoso.com/applications', {
    body: { replyUrls },
  });
  expect(answer.status).toBe(422);
  expect((answer.body as { errors: unknown[] }).errors).toHaveLength(100);
});

test('of requests that wait for an exchange, the hundred and first is refused, and the lab answers others', async () => {
  const busy = await startLab({ memory: true, empty: true, ports: anyPorts });
  const ending = new AbortController();
  const waiting = Array.from({ length: 100 }, () =>
    fetch(`${busy.start.lab}/api/v1/exchanges/next?timeout=60`, { signal: ending.signal }).catch(
      () => {},
    ),
  );
  const client = new ApiClient(busy);
  const next = '/exchanges/next?timeout=1';
  await vi.waitFor(
    async () => {
      const { status, headers, body } = await client.call('GET', next);
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(body).toMatchObject({ code: 'too_many_waiting' });
    },
    { timeout: 20_000 },
  );
  expect((await client.call('GET', '/tenants')).status).toBe(200);
  ending.abort();
  await Promise.all(waiting);
  await vi.waitFor(
    async () => expect((await client.call('GET', next)).status).toBe(404), // nobody waits any more
    { timeout: 20_000 },
  );
  await busy.close();
});
