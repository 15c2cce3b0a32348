import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { type CloudName, clouds } from '../../../idp/index.ts';
import { operation, tenantOf, tenantPlace } from '../operation.ts';
import { one, strict, Tenant, text } from '../schemas.ts';

const cloudNames = Object.keys(clouds) as CloudName[];

export const listTenants = operation({
  id: 'listTenants',
  method: 'GET',
  path: '/tenants',
  tag: 'Tenants',
  summary: 'List tenants, the oldest first',
  answer: { status: 200, description: 'All tenants.' },
  result: Type.Array(Tenant),
  run: async ({ lab }) => ({ result: await lab.directory.listTenants() }),
});

export const createTenant = operation({
  id: 'createTenant',
  method: 'POST',
  path: '/tenants',
  tag: 'Tenants',
  summary: 'Create a tenant',
  description:
    'In a few milliseconds, so that every test can have its own. What is absent is made up, and unique.',
  body: Type.Object(
    {
      id: Type.Optional(text('GUID.')),
      displayName: Type.Optional(text('Name for people.')),
      domain: Type.Optional(text('Its initial domain.')),
      cloud: Type.Optional(
        one(cloudNames, 'Microsoft cloud whose URLs its pages show. Default: global.'),
      ),
      unknownIssuerCode: Type.Optional(
        Type.Integer({ description: 'AADSTS code for an unknown Issuer: 700016 or 650056.' }),
      ),
      checksDestination: Type.Optional(
        Type.Boolean({ description: 'Whether Destination of a request is checked.' }),
      ),
      checksIssueInstant: Type.Optional(
        Type.Boolean({ description: 'Whether IssueInstant of a request is checked.' }),
      ),
      allowsPlainHttp: Type.Optional(
        Type.Boolean({
          description:
            'Whether addresses of applications may begin with http:// on other hosts than localhost. Entra refuses them.',
        }),
      ),
      logoutResponseIssuer: Type.Optional(
        Type.Enum(['sts.windows.net', 'login.microsoftonline.com'], {
          description: 'Host in the Issuer of a LogoutResponse. Default: sts.windows.net.',
        }),
      ),
      logoutQueryEscapes: Type.Optional(
        Type.Enum(['lower', 'upper'], {
          description:
            'Percent-encoding of logout messages: lower (%2f), as Entra does, or upper (%2F). Default: lower.',
        }),
      ),
      logoutNameId: Type.Optional(
        Type.Enum(['withoutFormat', 'asInAssertion'], {
          description:
            'NameID of a LogoutRequest: withoutFormat, as Entra does, or asInAssertion. Default: withoutFormat.',
        }),
      ),
    },
    strict,
  ),
  example: { domain: 'fabrikam.example' },
  answer: { status: 201, description: 'The tenant.' },
  result: Tenant,
  refusals: ['taken'],
  rules: ({ lab, body }) => [
    () =>
      lab.directory.checkNewTenant({
        id: randomUUID(),
        domain: `${randomUUID()}.example`,
        displayName: 'Tenant',
        ...body,
      }),
  ],
  async run({ lab, body }) {
    const { id, domain } = await lab.tenant(body);
    const displayName = body.displayName ?? domain;
    return { result: { id, displayName, domain }, location: `/tenants/${id}` };
  },
});

export const getTenant = operation({
  id: 'getTenant',
  method: 'GET',
  path: '/tenants/{tenantId}',
  tag: 'Tenants',
  summary: 'Read a tenant',
  answer: { status: 200, description: 'The tenant.' },
  result: Tenant,
  refusals: ['unknown_tenant'],
  places: tenantPlace,
  async run(call) {
    const { id, domain } = await tenantOf(call);
    const found = await call.lab.directory.findTenant(id);
    return { result: { id, displayName: found?.displayName ?? domain, domain } };
  },
});
