import { beforeEach, expect, test } from 'vitest';
import type { GraphPermission } from '../directory/applications/graph-permissions.ts';
import { appId, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { graphToken } from './testing/graph-token.ts';

const lab = contosoForEachTest();
const list = '/v1.0/servicePrincipals';

interface Envelope {
  error: { code: string; message: string; innerError: Record<string, string> };
}

const get = (url: string, headers: Record<string, string> = {}) =>
  lab.idp.app.inject({ url, headers });
const bearer = async (...permissions: GraphPermission[]) => ({
  authorization: `Bearer ${await graphToken(lab, permissions)}`,
});

let reader: { authorization: string };
beforeEach(async () => {
  reader = await bearer('Application.Read.All');
});

test('a request without a token, or with a bad one, is refused with Graph’s envelope', async () => {
  expect((await get(list, reader)).statusCode).toBe(200);
  const refusals: [Record<string, string>, string][] = [
    [{}, 'Access token is empty.'],
    [{ authorization: 'Basic eDp5' }, 'Access token is empty.'],
    [{ authorization: 'Bearer x.y' }, 'CompactToken parsing failed'],
    [{ authorization: `${reader.authorization.slice(0, -4)}AAAA` }, 'Invalid signature'],
  ];
  for (const [headers, sentence] of refusals) {
    const answer = await get(list, headers);
    expect(answer.statusCode, sentence).toBe(401);
    const { error } = answer.json<Envelope>();
    expect(error.code).toBe('InvalidAuthenticationToken');
    expect(error.message).toContain(sentence);
    expect(error.innerError).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      'request-id': answer.headers['request-id'],
      'client-request-id': answer.headers['client-request-id'],
    });
  }
  lab.advance(3_700_000);
  const late = await get(list, reader);
  expect(late.json<Envelope>().error.message).toContain('the token is expired');
});

test('a token without the permission is refused', async () => {
  const other = await get(list, await bearer('AuditLog.Read.All'));
  expect([other.statusCode, other.json<Envelope>().error.code]).toEqual([
    403,
    'Authorization_RequestDenied',
  ]);
  expect(other.json<Envelope>().error.message).toContain('Application.Read.All');
});

test('applications are found by name, appId and the beginning of the name, in pages', async () => {
  const { directory } = lab.idp;
  for (const name of ['Reports A', "Reports B's", 'Wiki'])
    await directory.addApplication({ tenantId, displayName: name });
  const names = async (query: string) => {
    const answer = await get(`${list}?${new URLSearchParams(query)}`, reader);
    return answer.json<{ value: { displayName: string }[] }>().value.map((one) => one.displayName);
  };
  expect(await names("$filter=displayName eq 'wiki'")).toEqual(['Wiki']);
  expect(await names("$filter=displayName eq 'Reports B''s'")).toEqual(["Reports B's"]);
  expect(await names(`$filter=appId eq '${appId}'`)).toEqual(['Peakon']);
  expect(await names("$filter=startswith(displayName,'reports')")).toHaveLength(2);

  const first = await get(`${list}?$top=2&$select=displayName`, reader);
  const page = first.json<{ value: object[]; '@odata.nextLink': string }>();
  expect(page.value).toHaveLength(2);
  expect(Object.keys(page.value[0] ?? {})).toEqual(['displayName']);
  const link = new URL(page['@odata.nextLink']);
  expect(link.origin).toBe('http://localhost:4100');
  const next = await get(link.pathname + link.search, reader);
  expect(JSON.stringify(next.json())).not.toContain(JSON.stringify(page.value[0]));
});

test('one application by its id, and by its appId in parentheses; that of another tenant does not exist', async () => {
  const { directory } = lab.idp;
  const fabrikam = '11112222-0000-cccc-1111-dddd2222eeee';
  await directory.createTenant({ id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  const foreign = await directory.addApplication({ tenantId: fabrikam, displayName: 'Theirs' });
  const byId = await get(`${list}/${lab.servicePrincipalId}`, reader);
  expect(byId.json()).toMatchObject({ appId, displayName: 'Peakon' });
  const byAppId = await get(`${list}(appId='${appId}')`, reader);
  expect(byAppId.json()).toMatchObject({ id: lab.servicePrincipalId });
  for (const path of [foreign.servicePrincipalId, 'nothing']) {
    const gone = await get(`${list}/${path}`, reader);
    expect([gone.statusCode, gone.json<Envelope>().error.code]).toEqual([
      404,
      'Request_ResourceNotFound',
    ]);
  }
});

test.each<[what: string, url: string, sentence: string]>([
  ['an unknown address', '/v1.0/users', "Resource not found for the segment 'users'"],
  ['an unknown option', `${list}?$expand=owners`, "'$expand' is not supported"],
  ['a page that is too large', `${list}?$top=1000`, 'Must be between 1 and 999'],
  ['a property without a filter', `${list}?$filter=notes eq 'x'`, "Filtering on 'notes'"],
])('%s is refused with a sentence', async (_, url, sentence) => {
  const answer = await get(url.replaceAll(' ', '%20'), reader);
  expect([answer.statusCode, answer.json<Envelope>().error.code]).toEqual([400, 'BadRequest']);
  expect(answer.json<Envelope>().error.message).toContain(sentence);
});

test('a body that is no JSON is refused; a page of another origin is too', async () => {
  const path = `${list}/${lab.servicePrincipalId}/synchronization/jobs`;
  const writer = await bearer('Synchronization.ReadWrite.All');
  const post = (payload: string, headers: Record<string, string>) =>
    lab.idp.app.inject({ method: 'POST', url: path, headers: { ...writer, ...headers }, payload });
  const json = { 'content-type': 'application/json' };
  const broken = await post('{"templateId":', json);
  expect(broken.statusCode).toBe(400);
  expect(broken.json<Envelope>().error.message).toContain('Unable to read JSON request payload');
  const form = await post('templateId=scim', {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(form.statusCode).toBe(415);
  const page = await post('{"templateId":"scim"}', { ...json, origin: 'https://other.example' });
  expect([page.statusCode, page.json<Envelope>().error.code]).toEqual([403, 'Forbidden']);
  expect((await post('{"templateId":"scim"}', json)).statusCode).toBe(201);
});
