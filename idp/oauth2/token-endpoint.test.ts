import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { appId, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
const graph = 'https://graph.microsoft.com';
let secret: string;

beforeEach(async () => {
  secret = (await lab.idp.directory.addPassword(lab.servicePrincipalId)).secretText;
});

interface Request {
  form?: Record<string, string | undefined>;
  tenant?: string;
  headers?: Record<string, string>;
}

/** A request as clients send it, with some parts replaced; `undefined` leaves a parameter out. */
async function ask({ form = {}, tenant = tenantId, headers = {} }: Request = {}) {
  const fields = Object.entries({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secret,
    scope: `${graph}/.default`,
    ...form,
  }).filter((field): field is [string, string] => field[1] !== undefined);
  return lab.idp.app.inject({
    method: 'POST',
    url: `/${tenant}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
}

async function keySet(): Promise<JSONWebKeySet> {
  const document = await lab.idp.app.inject(`/${tenantId}/.well-known/openid-configuration`);
  const { jwks_uri: address } = document.json<{ jwks_uri: string }>();
  return (await lab.idp.app.inject(new URL(address).pathname)).json<JSONWebKeySet>();
}

test('a client secret gets a token that another library verifies with the published keys', async () => {
  await lab.idp.directory.grantGraphPermissions(lab.servicePrincipalId, [
    'Synchronization.ReadWrite.All',
    'AuditLog.Read.All',
  ]);
  const answer = await ask();
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toContain('no-store');
  const { access_token: token, ...rest } = answer.json<{ access_token: string }>();
  expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });

  const currentDate = lab.now();
  const verified = await jwtVerify(token, createLocalJWKSet(await keySet()), {
    issuer: `https://sts.windows.net/${tenantId}/`,
    audience: graph,
    currentDate,
  });
  expect(verified.payload).toMatchObject({
    appid: appId,
    appidacr: '1',
    idtyp: 'app',
    oid: lab.servicePrincipalId,
    sub: lab.servicePrincipalId,
    tid: tenantId,
    ver: '1.0',
    roles: ['AuditLog.Read.All', 'Synchronization.ReadWrite.All'],
  });
  const { exp = 0, iat = 0 } = verified.payload;
  expect(exp - iat).toBe(3900);
  expect(exp).toBe(Math.floor(currentDate.getTime() / 1000) + 3600);
  const { alg, typ, kid, x5t } = decodeProtectedHeader(token);
  expect([alg, typ, x5t]).toEqual(['RS256', 'JWT', kid]);
});

test('an application without permissions gets a token without roles', async () => {
  const [, payload = ''] = (await ask()).json<{ access_token: string }>().access_token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  expect(claims).not.toHaveProperty('roles');
});

test('the credentials can be in the Authorization header, and the tenant named by its domain', async () => {
  const basic = Buffer.from(`${encodeURIComponent(appId)}:${encodeURIComponent(secret)}`);
  const answer = await ask({
    form: { client_id: undefined, client_secret: undefined },
    tenant: 'Contoso.com',
    headers: { authorization: `Basic ${basic.toString('base64')}` },
  });
  expect(answer.statusCode).toBe(200);
});

test.each<[what: string, code: number, error: string, status: number, request: Request]>([
  ['no grant_type', 900144, 'invalid_request', 400, { form: { grant_type: undefined } }],
  ['a password', 70003, 'unsupported_grant_type', 400, { form: { grant_type: 'password' } }],
  ['no client_id', 900144, 'invalid_request', 400, { form: { client_id: undefined } }],
  ['no scope', 900144, 'invalid_request', 400, { form: { scope: undefined } }],
  [
    'a permission as scope',
    1002012,
    'invalid_scope',
    400,
    { form: { scope: `${graph}/User.Read` } },
  ],
  ['two scopes', 1002012, 'invalid_scope', 400, { form: { scope: `openid ${graph}/.default` } }],
  ['an unknown tenant', 90002, 'invalid_request', 400, { tenant: 'nobody.example' }],
  [
    'an unknown application',
    700016,
    'unauthorized_client',
    400,
    { form: { client_id: '99998888-0000-cccc-1111-dddd2222eeee' } },
  ],
  ['no secret', 7000216, 'invalid_client', 401, { form: { client_secret: undefined } }],
  ['a wrong secret', 7000215, 'invalid_client', 401, { form: { client_secret: 'no' } }],
  [
    'another resource',
    500011,
    'invalid_resource',
    400,
    { form: { scope: 'https://vault.azure.net/.default' } },
  ],
])('%s is refused with AADSTS%d', async (_, code, error, status, request) => {
  const answer = await ask(request);
  const body = answer.json<Record<string, unknown>>();
  expect([answer.statusCode, body.error, body.error_codes]).toEqual([status, error, [code]]);
  expect(body.error_description).toMatch(
    new RegExp(`^AADSTS${code}: .+ Trace ID: \\S+ Correlation ID: \\S+ Timestamp: \\S+ \\S+Z$`),
  );
  expect(body.error_uri).toBe(`https://login.microsoftonline.com/error?code=${code}`);
});

test('a body that is no form is refused in the same shape', async () => {
  const answer = await lab.idp.app.inject({
    method: 'POST',
    url: `/${tenantId}/oauth2/v2.0/token`,
    payload: { grant_type: 'client_credentials' },
  });
  expect(answer.json()).toMatchObject({ error: 'invalid_request', error_codes: [900144] });
});

test('a parameter that was sent twice is refused', async () => {
  const payload = `grant_type=client_credentials&client_id=${appId}&client_id=${appId}`;
  const answer = await lab.idp.app.inject({
    method: 'POST',
    url: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload,
  });
  expect(answer.json()).toMatchObject({ error: 'invalid_request', error_codes: [9000411] });
});

test('a secret that has expired, was deleted, or is of another application gives no token', async () => {
  const { directory } = lab.idp;
  const soon = new Date(lab.now().getTime() + 60_000);
  const short = await directory.addPassword(lab.servicePrincipalId, { endDateTime: soon });
  const sent = { form: { client_secret: short.secretText } };
  expect((await ask(sent)).statusCode).toBe(200);
  lab.advance(60_000);
  expect((await ask(sent)).json()).toMatchObject({ error_codes: [7000222] });

  const [, listed] = await directory.passwordCredentials(lab.servicePrincipalId);
  expect(listed).toMatchObject({ keyId: short.keyId, expired: true });
  expect(JSON.stringify(listed)).not.toContain(short.secretText);

  const other = await directory.addApplication({ tenantId, displayName: 'Other' });
  const foreign = await directory.addPassword(other.servicePrincipalId);
  const wrong = await ask({ form: { client_secret: foreign.secretText } });
  expect(wrong.json()).toMatchObject({ error_codes: [7000215] });

  expect((await ask()).statusCode).toBe(200);
  const [kept] = await directory.passwordCredentials(lab.servicePrincipalId);
  await directory.removePassword(lab.servicePrincipalId, kept?.keyId ?? '');
  expect((await ask()).json()).toMatchObject({ error_codes: [7000215] });
});

test('a disabled application gets no token', async () => {
  await lab.idp.directory.setProperties(lab.servicePrincipalId, { accountEnabled: false });
  expect((await ask()).json()).toMatchObject({
    error: 'unauthorized_client',
    error_codes: [7000112],
  });
});

test('whatever is wrong with a request, a client of OAuth gets JSON', async () => {
  const large = await ask({ form: { client_secret: 'x'.repeat(700_000) } });
  expect(large.statusCode).toBe(413);
  expect(large.headers['content-type']).toContain('application/json');
  expect(large.json()).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringContaining('The request body is too large.'),
  });
  const foreign = await ask({ headers: { origin: 'https://elsewhere.example' } });
  expect(foreign.statusCode).toBe(403);
  expect(foreign.json()).toMatchObject({ error: 'invalid_request' });
});

test('client-request-id is the correlation id of a refusal', async () => {
  const id = '11112222-aaaa-3333-bbbb-4444cccc5555';
  const answer = await ask({ form: { scope: undefined }, headers: { 'client-request-id': id } });
  expect(answer.json()).toMatchObject({ correlation_id: id });
});

test('an application has 20 client secrets at most', async () => {
  const { directory } = lab.idp;
  for (let number = 2; number <= 20; number += 1)
    await directory.addPassword(lab.servicePrincipalId);
  await expect(directory.addPassword(lab.servicePrincipalId)).rejects.toMatchObject({
    faults: [expect.objectContaining({ code: 'too_many' })],
  });
  expect(await directory.passwordCredentials(lab.servicePrincipalId)).toHaveLength(20);
});
