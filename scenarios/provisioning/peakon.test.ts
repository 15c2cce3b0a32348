/** A lab provisions to its own Peakon: what needs more than the default mappings. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../lab/library.ts';
import { isJsonObject, type JsonObject } from '../../scim/json.ts';
import { urn } from '../../scim/urns.ts';
import { ProvisionedApplication } from '../witnesses/testing/provisioned-application.ts';
import { GraphSchema } from './graph-schema.ts';
import { TokenGateway } from './token-gateway.ts';

let lab: Lab;
let peakon: { readonly url: string; readonly token: string };
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  const { token } = await lab.administration.enableProvisioning('contoso');
  peakon = { url: `${lab.start.sp}/scim/v2`, token };
});
afterAll(() => lab.close());

/** The three ways in which Entra writes: Tenant URL and template. */
const dialects = [
  ['the default dialect', '', 'scim'],
  ['aadOptscim062020', '?aadOptscim062020', 'scim'],
  ['customappsso', '', 'customappsso'],
] as const;
const appRoles = [
  { displayName: 'Administrator', value: 'Admin' },
  { displayName: 'Reader', value: 'Read' },
];

/** What was written to Peakon last. */
async function lastWritten(): Promise<JsonObject> {
  const operations = await lab.administration.listScimOperations('contoso');
  const write = operations.find(({ method }) => method === 'PATCH');
  return JSON.parse(write?.request ?? '{}') as JsonObject;
}

const type = 'WindowsAzureActiveDirectoryRole';
const admin = { value: 'Admin', display: 'Administrator' };
const reader = { value: 'Read', display: 'Reader' };

test.for(
  dialects.flatMap((dialect) =>
    [
      [
        'SingleAppRoleAssignment',
        [{ value: 'Admin', type, primary: true }],
        [{ value: 'Admin', type, primary: true }, reader],
      ],
      [
        'AppRoleAssignmentsComplex',
        [{ ...admin, type, primary: false }],
        [{ ...admin, type, primary: false }, reader],
      ],
      [
        'AssertiveAppRoleAssignmentsComplex',
        [{ ...admin, type, primary: false }],
        [{ ...reader, type, primary: false }],
      ],
    ].map((form) => [...dialect, ...form] as const),
  ),
)('roles in %s (%s, %s) by %s', async ([, query, templateId, name, created, changed]) => {
  const app = await ProvisionedApplication.of(lab, peakon, query, { templateId, appRoles });
  const schema = await GraphSchema.of(lab, app);
  await schema.map('roles', `${name}([appRoleAssignments])`);
  const ada = await app.assigned('Ada', {}, 'Administrator');
  await app.cycle();
  expect((await app.account(ada.userPrincipalName)).roles).toEqual(created);

  await app.unassign(ada);
  await app.assign(ada, 'Reader');
  await app.cycle();
  expect((await app.account(ada.userPrincipalName)).roles).toEqual(changed);
  expect(await app.onDemand(ada)).toBe('Skipped');
});

test.for(dialects)(
  'the manager in %s: set with a new user, changed, removed',
  async ([, query, templateId]) => {
    const app = await ProvisionedApplication.of(lab, peakon, query, { templateId });
    const [ada, ben, cat] = [
      await app.assigned('Ada'),
      await app.assigned('Ben'),
      await app.assigned('Cat'),
    ];
    const managerOfAda = async () => {
      const { [urn.enterpriseUser]: extension } = await app.account(ada.userPrincipalName);
      return isJsonObject(extension) && isJsonObject(extension.manager)
        ? extension.manager.value
        : undefined;
    };
    await app.setManager(ada, ben);
    const first = await app.cycle();
    expect(first.map(({ provisioningAction }) => provisioningAction).toSorted()).toEqual([
      'create',
      'create',
      'create',
      'update',
    ]);
    expect(await managerOfAda()).toBe((await app.account(ben.userPrincipalName)).id);
    await app.setManager(ada, cat);
    await app.cycle();
    expect(await managerOfAda()).toBe((await app.account(cat.userPrincipalName)).id);
    await app.setManager(ada, null);
    await app.cycle();
    expect(await managerOfAda()).toBeUndefined();
    expect(await app.onDemand(ada)).toBe('Skipped');
  },
);

test('customappsso: joiner, mover, leaver and return, with a dot behind the schema', async () => {
  const app = await ProvisionedApplication.of(lab, peakon, '', { templateId: 'customappsso' });
  const ada = await app.assigned('Ada');
  await app.cycle();
  const account = await app.account(ada.userPrincipalName);
  await app.change(ada, { department: 'Sales' });
  await app.cycle();
  expect(await lastWritten()).toMatchObject({
    Operations: [{ op: 'Replace', path: `${urn.enterpriseUser}.department`, value: 'Sales' }],
  });
  expect(await app.account(ada.userPrincipalName)).toMatchObject({
    id: account.id,
    [urn.enterpriseUser]: { department: 'Sales', employeeNumber: '701984' },
  });
  await app.unassign(ada);
  await app.cycle();
  expect(await app.account(ada.userPrincipalName)).toMatchObject({ active: false });
  await app.assign(ada);
  await app.cycle();
  expect(await app.account(ada.userPrincipalName)).toMatchObject({ id: account.id, active: true });
});

describe('OAuth client credentials of the token endpoint of the lab', () => {
  /** A client in the tenant of the lab. */
  async function newClient() {
    const { tenantId } = lab.start;
    const client = await lab.directory.addApplication({ tenantId, displayName: 'SCIM client' });
    const { secretText } = await lab.directory.addPassword(client.servicePrincipalId);
    return { oauth2ClientId: client.appId, oauth2ClientSecret: secretText };
  }
  const tenantOfLab = () => `${lab.start.idp}/${lab.start.tenantId}`;

  test.for(['Body', 'Header'] as const)(
    'a whole cycle, with the secret in the %s',
    async (credentialLocationInRequest) => {
      await using gateway = await TokenGateway.start({ tenant: tenantOfLab(), peakon });
      const client = await newClient();
      const app = await ProvisionedApplication.of(lab, peakon, '', {
        baseAddress: gateway.url,
        oauth2TokenExchangeUri: `${tenantOfLab()}/oauth2/v2.0/token`,
        ...client,
        credentialLocationInRequest,
        oauth2Scope: 'https://graph.microsoft.com/.default',
      });
      const ada = await app.assigned('Ada');
      expect(await app.cycle()).toMatchObject([{ provisioningAction: 'create' }]);
      expect(await app.account(ada.userPrincipalName)).toMatchObject({ active: true });
      await app.unassign(ada);
      expect(await app.cycle()).toMatchObject([{ provisioningAction: 'disable' }]);
      expect(await app.account(ada.userPrincipalName)).toMatchObject({ active: false });
      expect([...gateway.clients]).toEqual([client.oauth2ClientId]);
    },
  );

  test.for([
    ['a wrong secret', 'https://graph.microsoft.com/.default', 'wrong', 'AADSTS7000215'],
    ['an endpoint that wants a scope', undefined, undefined, 'AADSTS900144'],
  ] as const)(
    '%s puts the job into quarantine, with what the endpoint said',
    async ([, oauth2Scope, secret, code]) => {
      await using gateway = await TokenGateway.start({ tenant: tenantOfLab(), peakon });
      const client = await newClient();
      const app = await ProvisionedApplication.of(lab, peakon, '', {
        baseAddress: gateway.url,
        oauth2TokenExchangeUri: `${tenantOfLab()}/oauth2/v2.0/token`,
        ...client,
        oauth2Scope,
        ...(secret && { oauth2ClientSecret: secret }),
      });
      await app.assigned('Ada');
      await app.cycle();
      const { job } = (await lab.directory.findProvisioning(app.servicePrincipalId)) ?? {};
      expect(job?.status.quarantine?.error?.message).toContain(code);
      expect([...gateway.clients]).toEqual([]);
    },
  );
});
