/** Microsoft's JavaScript client for Graph sets up provisioning from nothing, runs it, and reads what was done. */
import {
  Client,
  type Context,
  type GraphError,
  HTTPMessageHandler,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../lab/index.ts';

let lab: Lab;
let graph: Client;

beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  graph = await clientWith([
    'Application.Read.All',
    'AuditLog.Read.All',
    'Synchronization.ReadWrite.All',
  ]);
});
afterAll(() => lab.close());

/** Graph, called by a new application with these permissions. */
async function clientWith(permissions: readonly string[]): Promise<Client> {
  const { directory, start } = lab;
  const app = await directory.addApplication({
    tenantId: start.tenantId,
    displayName: `Pipeline ${permissions}`,
  });
  await directory.grantGraphPermissions(app.servicePrincipalId, permissions);
  const { secretText } = await directory.addPassword(app.servicePrincipalId);
  const token = new BearerToken({
    client_id: app.appId,
    client_secret: secretText,
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
  });
  token.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({ baseUrl: `${start.idp}/`, middleware: token });
}

/** The client's own authentication sends tokens to https addresses only; this lab speaks http. */
class BearerToken implements Middleware {
  readonly #form: Record<string, string>;
  #next: Middleware | undefined;

  constructor(form: Record<string, string>) {
    this.#form = form;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const { idp, tenantId } = lab.start;
    const answer = await fetch(`${idp}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(this.#form),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const headers = { ...(context.options?.headers as object), authorization: `Bearer ${token}` };
    context.options = { ...context.options, headers };
    await this.#next?.execute(context);
  }
}

interface Collection<Value> {
  value: Value[];
}
interface Job {
  id: string;
  schedule: { state: string; interval: string };
  status: { code: string; lastExecution: { state: string; countExported: number } | null };
}

const refusal = (request: Promise<unknown>): Promise<GraphError> =>
  request.then(
    () => {
      throw new Error('The request was not refused.');
    },
    (error: unknown) => error as GraphError,
  );

/** Asks until it holds; the first cycle begins by itself. */
async function until<Value>(read: () => Promise<Value>, holds: (value: Value) => boolean) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It never came true.');
}

test('from a job to a provisioned employee, and its log', async () => {
  const { tenantId, sp } = lab.start;
  const found = (await graph
    .api('/servicePrincipals')
    .filter("displayName eq 'Peakon'")
    .select('id,appId,displayName')
    .get()) as Collection<{ id: string; appId: string }>;
  const [peakon] = found.value;
  expect(Object.keys(peakon ?? {}).sort()).toEqual(['appId', 'displayName', 'id']);
  const synchronization = `/servicePrincipals/${peakon?.id}/synchronization`;

  const templates = (await graph.api(`${synchronization}/templates`).get()) as Collection<{
    id: string;
  }>;
  expect(templates.value.map(({ id }) => id)).toEqual(['peakon']);
  const job = (await graph.api(`${synchronization}/jobs`).post({ templateId: 'peakon' })) as Job;
  expect(job.id).toMatch(new RegExp(`^peakon\\.${tenantId.replaceAll('-', '')}\\.[0-9a-f-]{36}$`));
  expect(job).toMatchObject({
    schedule: { state: 'Disabled', interval: 'P10675199DT2H48M5.4775807S' },
    status: { code: 'NotConfigured' },
  });
  const jobPath = `${synchronization}/jobs/${job.id}`;

  const { token } = await lab.administration.enableProvisioning('contoso');
  const credentials = [
    { key: 'BaseAddress', value: `${sp}/scim/v2` },
    { key: 'SecretToken', value: token },
  ];
  const wrong = credentials.map(({ key, value }) => ({
    key,
    value: key === 'SecretToken' ? 'wrong' : value,
  }));
  const refused = await refusal(
    graph.api(`${jobPath}/validateCredentials`).post({ credentials: wrong }),
  );
  expect([refused.statusCode, refused.code]).toEqual([400, 'CredentialValidationUnavailable']);
  await graph.api(`${jobPath}/validateCredentials`).post({ credentials });
  await graph.api(`${synchronization}/secrets`).put({ value: credentials });
  const secrets = (await graph.api(`${synchronization}/secrets`).get()) as Collection<object>;
  expect(JSON.stringify(secrets)).toContain(`${sp}/scim/v2`);
  expect(JSON.stringify(secrets)).not.toContain(token);

  const schema = (await graph.api(`${jobPath}/schema`).get()) as {
    synchronizationRules: {
      id: string;
      objectMappings: {
        attributeMappings: {
          targetAttributeName: string;
          source: object;
        }[];
      }[];
    }[];
  };
  const [rule] = schema.synchronizationRules;
  const title = rule?.objectMappings[0]?.attributeMappings.find(
    ({ targetAttributeName }) => targetAttributeName === 'name.familyName',
  );
  if (!title) throw new Error('The template maps no family name.');
  title.source = {
    type: 'Function',
    name: 'ToUpper',
    expression: 'ToUpper([surname])',
    parameters: [],
  };
  await graph.api(`${jobPath}/schema`).put(schema);

  await graph.api(`${jobPath}/start`).post({});
  const ran = await until(
    () => graph.api(jobPath).get() as Promise<Job>,
    ({ status }) => status.lastExecution !== null,
  );
  expect(ran).toMatchObject({
    schedule: { state: 'Active', interval: 'PT40M' },
    status: { code: 'Active', lastExecution: { state: 'Succeeded' } },
  });
  const employee = await lab.administration.findEmployee('contoso', 'B.Simon@contoso.com');
  expect(employee).toMatchObject({ lastName: 'SIMON' });

  const user = await lab.directory.findUser(tenantId, 'B.Simon@contoso.com');
  const onDemand = (await graph.api(`${jobPath}/provisionOnDemand`).post({
    parameters: [{ ruleId: rule?.id, subjects: [{ objectId: user?.id, objectTypeName: 'User' }] }],
  })) as { key: string; value: string };
  expect(JSON.parse(onDemand.key)).toMatchObject({
    result: 'Skipped',
    details: { errorCode: 'RedundantExport' },
  });
  expect(JSON.parse(onDemand.value)).toMatchObject({
    provisioningSteps: [
      { name: 'EntryImport', type: 'Import' },
      { name: 'EntryImport', type: 'Matching' },
      { name: 'EntrySynchronizationScoping', type: 'Scoping' },
      { name: 'EntrySynchronizationSkip', type: 'Export' },
    ],
  });

  const logs = (await graph
    .api('/auditLogs/provisioning')
    .filter(`jobId eq '${job.id}' and provisioningStatusInfo/status eq 'success'`)
    .get()) as Collection<{ sourceIdentity: { displayName: string }; jobId: string }>;
  expect(logs.value.length).toBeGreaterThan(0);
  expect(new Set(logs.value.map(({ jobId }) => jobId))).toEqual(new Set([job.id]));

  await graph.api(`${jobPath}/pause`).post({});
  expect(await graph.api(jobPath).get()).toMatchObject({ status: { code: 'Paused' } });
  await graph
    .api(`${jobPath}/restart`)
    .post({ criteria: { resetScope: 'Watermark, Escrows, QuarantineState' } });
  await graph.api(jobPath).delete();
  const gone = await refusal(graph.api(jobPath).get());
  expect([gone.statusCode, gone.code]).toEqual([404, 'Request_ResourceNotFound']);
});

test('pages of the logs follow one another', async () => {
  interface Page extends Collection<{ id: string }> {
    '@odata.nextLink'?: string;
  }
  const seen: string[] = [];
  let next: string | undefined = '/auditLogs/provisioning?$top=1';
  while (next !== undefined) {
    const page = (await graph.api(next).get()) as Page;
    seen.push(...page.value.map(({ id }) => id));
    // The client's own PageIterator takes https links only.
    next = page['@odata.nextLink']?.replace(`${lab.start.idp}/v1.0`, '');
  }
  const all = (await graph.api('/auditLogs/provisioning').get()) as Collection<{ id: string }>;
  expect(all.value.length).toBeGreaterThan(1);
  expect(seen).toEqual(all.value.map(({ id }) => id));
});

test('a client without the permission is refused', async () => {
  const reader = await clientWith(['Synchronization.Read.All']);
  const app = await lab.directory.findApplication(lab.start.tenantId, { displayName: 'Peakon' });
  const path = `/servicePrincipals/${app?.servicePrincipal.id}/synchronization/jobs`;
  expect(await reader.api(path).get()).toMatchObject({ value: [] });
  const refused = await refusal(reader.api(path).post({ templateId: 'peakon' }));
  expect([refused.statusCode, refused.code]).toEqual([403, 'Authorization_RequestDenied']);
  const logs = await refusal(reader.api('/auditLogs/provisioning').get());
  expect([logs.statusCode, logs.code]).toEqual([403, 'Authorization_RequestDenied']);
});
