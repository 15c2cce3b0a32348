import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { graphToken } from '../../graph/testing/graph-token.ts';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { tenantId } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { ScimServer } from '../testing/scim-server.ts';

const lab = contosoForEachTest();
let writer: string;
beforeEach(async () => {
  writer = await graphToken(lab, ['Synchronization.ReadWrite.All']);
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request below `synchronization/` of the application. */
async function ask(method: Method, path: string, body?: unknown, token = writer, version = 'v1.0') {
  const answer = await lab.idp.app.inject({
    method,
    url: `/${version}/servicePrincipals/${lab.servicePrincipalId}/synchronization/${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
}

const code = ({ body }: { body: { error?: { code: string } } }) => body.error?.code;

async function createJob(): Promise<string> {
  const { body } = await ask('POST', 'jobs', { templateId: 'scim' });
  return `jobs/${(body as { id: string }).id}`;
}

const secret = 'a-secret-token';
const credentials = [
  { key: 'BaseAddress', value: 'http://localhost:4200/scim/v2' },
  { key: 'SecretToken', value: secret },
];

test('a job is made from a template of the application, read, and deleted', async () => {
  const templates = await ask('GET', 'templates');
  expect(templates.body).toMatchObject({ value: [{ id: 'scim' }, { id: 'customappsso' }] });
  const schema = await ask('GET', 'templates/scim/schema');
  expect(schema.body).toMatchObject({
    synchronizationRules: [{ objectMappings: expect.any(Array) }],
  });
  expect((await ask('GET', 'templates/nothing/schema')).status).toBe(404);

  const created = await ask('POST', 'jobs', { templateId: 'scim' });
  expect(created.status).toBe(201);
  const id = expect.stringMatching(
    new RegExp(`^scim\\.${tenantId.replaceAll('-', '')}\\.[0-9a-f-]{36}$`),
  );
  const job = {
    id,
    templateId: 'scim',
    schedule: { expiration: null, interval: 'P10675199DT2H48M5.4775807S', state: 'Disabled' },
    status: {
      code: 'NotConfigured',
      countSuccessiveCompleteFailures: 0,
      escrowsPruned: false,
      lastExecution: null,
      quarantine: null,
      steadyStateFirstAchievedTime: '0001-01-01T00:00:00Z',
      synchronizedEntryCountByType: [],
    },
    synchronizationJobSettings: expect.any(Array),
  };
  expect(created.body).toMatchObject(job);
  expect((await ask('GET', 'jobs')).body).toMatchObject({ value: [job] });
  const path = `jobs/${(created.body as { id: string }).id}`;
  expect((await ask('GET', path)).body).toMatchObject(job);
  expect((await ask('DELETE', path)).status).toBe(204);
  expect(code(await ask('GET', path))).toBe('Request_ResourceNotFound');
});

test.each<[method: Method, path: string, body: unknown, code: string, sentence: string]>([
  ['POST', 'jobs', {}, 'RequestMissingRequiredParameter', 'give its templateId'],
  ['POST', 'jobs', { templateId: 'peakon' }, 'BadRequest', 'offers no template'],
  ['POST', 'jobs', [], 'BadRequest', 'must be a JSON object'],
  ['PUT', 'secrets', { value: 'x' }, 'BadRequest', 'must be a list of pairs'],
  ['PUT', 'secrets', { value: [{ key: 'x' }] }, 'BadRequest', 'the strings key and value'],
  [
    'PUT',
    'secrets',
    { value: [{ key: 'Oauth2ClientId', value: 'x' }] },
    'BadRequest',
    'NotInAllowList',
  ],
])('%s %s with %o is %s', async (method, path, body, expected, sentence) => {
  const refused = await ask(method, path, body);
  expect([refused.status, code(refused)]).toEqual([400, expected]);
  expect(JSON.stringify(refused.body)).toContain(sentence);
});

test('start needs credentials; then a job starts, pauses and restarts', async () => {
  const job = await createJob();
  const state = async () => {
    const { body } = await ask('GET', job);
    return (body as { schedule: { state: string; interval: string } }).schedule;
  };
  expect((await ask('POST', `${job}/start`)).status).toBe(400);
  expect((await ask('PUT', 'secrets', { value: credentials })).status).toBe(204);
  expect((await ask('POST', `${job}/start`)).status).toBe(204);
  expect(await state()).toMatchObject({ state: 'Active', interval: 'PT40M' });
  expect((await ask('POST', `${job}/pause`)).status).toBe(204);
  expect(await state()).toMatchObject({ state: 'Paused' });
  const restart = (resetScope: unknown) =>
    ask('POST', `${job}/restart`, { criteria: { resetScope } });
  expect((await restart('Watermark, Escrows')).status).toBe(204);
  expect((await restart('Everything')).status).toBe(400);
  expect((await restart(5)).status).toBe(400);
  expect((await restart({ toString: 1 })).status).toBe(400);
});

test('secrets are kept and never given back', async () => {
  await ask('PUT', 'secrets', { value: credentials });
  const { body } = await ask('GET', 'secrets');
  expect(JSON.stringify(body)).toContain('http://localhost:4200/scim/v2');
  expect(JSON.stringify(body)).not.toContain(secret);
});

test('beta takes OAuth client credentials; v1.0 does not know the address', async () => {
  const parameters = {
    authenticationType: 'OAuth2ClientCredentialsGrant',
    baseAddress: 'http://localhost:4200/scim/v2',
    oauth2TokenExchangeUri: 'http://localhost:4300/token',
    oauth2ClientId: 'client',
    oauth2ClientSecret: secret,
  };
  const patch = (body: object, version = 'beta') =>
    ask('PATCH', 'connectivityParameters', body, writer, version);
  expect((await patch(parameters)).status).toBe(204);
  const read = await ask('GET', 'connectivityParameters', undefined, writer, 'beta');
  expect(read.body).toMatchObject({
    oauth2ClientId: 'client',
    baseAddress: parameters.baseAddress,
  });
  expect(JSON.stringify(read.body)).not.toContain(secret);
  expect((await patch({ authenticationType: 'Basic' })).status).toBe(400);
  for (const [address, reason] of [
    ['file:///etc/passwd', 'no http or https URL'],
    ['https://user:word@example.com/token', 'user name or password'],
    ['https://example.com/token#x', 'contains "#"'],
  ]) {
    const refused = await patch({ oauth2TokenExchangeUri: address });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(JSON.stringify(reason).slice(1, -1));
    expect(JSON.stringify(refused.body)).not.toContain('word@');
  }
  expect((await patch({ nothing: 'x' })).status).toBe(400);
  expect((await patch(parameters, 'v1.0')).status).toBe(400);
});

test('parameters come under their names, or as the list of the portal', async () => {
  const pairs = (parameters: object) => ({
    value: Object.entries(parameters).map(([key, value]) => ({ key, value })),
  });
  const patch = (body: object) => ask('PATCH', 'connectivityParameters', body, writer, 'beta');
  const read = async () =>
    (await ask('GET', 'connectivityParameters', undefined, writer, 'beta')).body;
  const parameters = {
    authenticationType: 'OAuth2ClientCredentialsGrant',
    credentialLocationInRequest: 'Body',
    oauth2Scope: 'https://graph.microsoft.com/.default',
  };
  expect((await patch(pairs(parameters))).status).toBe(204);
  expect(await read()).toMatchObject(parameters);
  expect((await patch(pairs({ oauth2Scope: '' }))).status).toBe(204);
  expect(await read()).toMatchObject({ oauth2Scope: null, credentialLocationInRequest: 'Body' });
  for (const [body, sentence] of [
    [{ value: 5 }, 'must be a list of pairs'],
    [pairs({ credentialLocationInRequest: 'Both' }), 'is Header or Body'],
    [pairs({ oauth2Scope: 'a  b' }), 'RFC 6749 3.3'],
    [pairs({ Oauth2Scope: 'a' }), 'Oauth2Scope'],
  ] as const) {
    const refused = await patch(body);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      400,
      expect.stringContaining(sentence),
    ]);
  }
});

test('validateCredentials tests the saved credentials, or only those that are given', async () => {
  const server = await ScimServer.listen();
  onTestFinished(() => server.close());
  const saved = [
    { key: 'BaseAddress', value: server.url },
    { key: 'SecretToken', value: server.token },
  ];
  await ask('PUT', 'secrets', { value: saved });
  const validate = async (body: object) => {
    const answer = await ask('POST', 'jobs/validateCredentials', { templateId: 'scim', ...body });
    return answer.status === 204 ? 204 : [answer.status, code(answer)];
  };
  expect(await validate({ useSavedCredentials: true })).toBe(204);
  expect(await validate({ useSavedCredentials: true, credentials })).toBe(204);
  expect(await validate({ useSavedCredentials: false, credentials: saved })).toBe(204);
  expect(await validate({ credentials: saved.slice(0, 1) })).toEqual([
    400,
    'CredentialValidationUnavailable',
  ]);
  expect(await validate({})).toEqual([400, 'RequestMissingRequiredParameter']);
  expect(
    await validate({ credentials: [{ key: 'CredentialLocationInRequest', value: 'Body' }] }),
  ).toEqual([500, 'InternalError']);
});

test('the schema is read, replaced as a whole, refused with the place of its fault, and reset', async () => {
  const job = await createJob();
  interface Schema {
    '@odata.context': string;
    synchronizationRules: {
      objectMappings: { attributeMappings: { targetAttributeName: string; source: object }[] }[];
    }[];
  }
  const read = async () => (await ask('GET', `${job}/schema`)).body as Schema;
  const schema = await read();
  expect(schema['@odata.context']).toContain('$metadata#servicePrincipals');
  const mappings = schema.synchronizationRules[0]?.objectMappings[0]?.attributeMappings ?? [];
  const title = mappings.findIndex(({ targetAttributeName }) => targetAttributeName === 'title');
  const mapping = mappings[title];
  if (!mapping) throw new Error('The template maps no title.');
  mapping.source = {
    type: 'Function',
    name: 'ToUpper',
    expression: 'ToUpper([department])',
    parameters: [],
  };
  expect((await ask('PUT', `${job}/schema`, schema)).status).toBe(204);
  expect(JSON.stringify(await read())).toContain('ToUpper([department])');

  mapping.source = { type: 'Attribute', name: 'nothing', expression: '[nothing]', parameters: [] };
  const refused = await ask('PUT', `${job}/schema`, schema);
  expect(refused.status).toBe(400);
  const { error } = refused.body as { error: { details: { target: string }[] } };
  expect(error.details[0]?.target).toContain(
    `synchronizationRules.0.objectMappings.0.attributeMappings.${title}`,
  );
  for (const junk of [{}, { synchronizationRules: 5 }, { synchronizationRules: [null] }])
    expect((await ask('PUT', `${job}/schema`, junk)).status).toBe(400);
  expect(JSON.stringify(await read())).toContain('ToUpper([department])');
  expect((await ask('DELETE', `${job}/schema`)).status).toBe(204);
  expect(JSON.stringify(await read())).not.toContain('ToUpper([department])');
});

test('a client that may only read changes nothing', async () => {
  const job = await createJob();
  const reader = await graphToken(lab, ['Synchronization.Read.All']);
  expect((await ask('GET', job, undefined, reader)).status).toBe(200);
  for (const [method, path] of [
    ['POST', 'jobs'],
    ['DELETE', job],
    ['POST', `${job}/start`],
    ['PUT', 'secrets'],
    ['PUT', `${job}/schema`],
  ] as const) {
    const refused = await ask(method, path, {}, reader);
    expect([refused.status, code(refused)], path).toEqual([403, 'Authorization_RequestDenied']);
  }
});

test('what a client changed is in the audit log, under its name', async () => {
  const job = await createJob();
  await ask('PUT', 'secrets', { value: credentials });
  await ask('POST', `${job}/start`);
  const admin = await administrationBrowser(lab);
  const audit = textOf(await admin.get(`/admin/audit?targetId=${lab.servicePrincipalId}`));
  expect(audit).toContain('Enable/start provisioning configuration');
  expect(audit).toContain('Update provisioning setting or credentials');
  expect(audit).toContain('Client Synchronization.ReadWrite.All');
  expect(audit).not.toContain(secret);
});

test.each([
  ["constructor eq 'x'", 400],
  ["toString eq 'x'", 400],
  ['activityDateTime gt +275760-09-13T00:00:00.000Z', 400],
  ['activityDateTime lt -271821-04-20T00:00:00.000Z', 400],
  ['activityDateTime gt 2026-01-01T00:00:00Z', 200],
  ["jobId eq 'x'", 200],
])('the provisioning logs with the filter %s: %i', async (filter, status) => {
  const token = await graphToken(lab, ['AuditLog.Read.All']);
  const answer = await lab.idp.app.inject({
    url: `/v1.0/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}`,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.statusCode).toBe(status);
});
