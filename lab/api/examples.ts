/** An answer of each kind, for people who read the description: with made-up ids and shortened XML. */
import type { TSchema } from 'typebox';
import { LabAnswer } from './operations/lab.ts';
import { AppRole, GroupClaims } from './role-schemas.ts';
import {
  Application,
  ArmedSignIn,
  Certificate,
  Clock,
  CreatedUser,
  Exchange,
  Exchanges,
  Group,
  Mail,
  MetadataRead,
  SignedOut,
  SignedResponse,
  Tenant,
  User,
} from './schemas.ts';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const appId = '00001111-aaaa-2222-bbbb-3333cccc4444';
const userId = '22223333-cccc-4444-dddd-5555eeee6666';
const user = 'B.Simon@contoso.com';
const metadataUrl = `http://localhost:4100/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;

const exchange = {
  version: 1,
  id: '33334444-dddd-5555-eeee-6666ffff7777',
  kind: 'sign-in',
  startedAt: '2026-11-20T10:00:00.000Z',
  durationMs: 412,
  application: { id: '44445555-eeee-6666-ffff-7777aaaa8888', name: 'Reports' },
  user,
  outcome: 'success',
  response: {
    parameter: 'SAMLResponse',
    binding: 'HTTP-POST',
    address: 'https://reports.example/saml/acs',
    value: 'PHNhbWxwOlJlc3BvbnNlIC4uLg==',
    at: '2026-11-20T10:00:00.412Z',
  },
  checks: [{ by: 'idp', name: 'assignment', title: 'The user is assigned', outcome: 'passed' }],
  claims: [{ name: 'NameID', values: [user], reason: 'user.userprincipalname' }],
  cookies: [],
  redirects: [],
  timeline: [],
};

const examples = new Map<TSchema, unknown>([
  [
    LabAnswer,
    {
      name: 'samlab',
      openapi: '/api/v1/openapi.json',
      page: '/api',
      start: {
        lab: 'http://localhost:4000',
        idp: 'http://localhost:4100',
        sp: 'http://localhost:4200',
        tenantId,
        appId,
        applications: [],
        users: [{ id: userId, userPrincipalName: user, password: 'quiet-river-42', roles: [] }],
        spAdmin: { email: 'admin@contoso.com', password: 'green-stone-17' },
      },
    },
  ],
  [Tenant, { id: tenantId, displayName: 'Contoso', domain: 'contoso.com' }],
  [
    User,
    {
      id: userId,
      userPrincipalName: user,
      displayName: 'B.Simon',
      mail: null,
      userType: 'Member',
      accountEnabled: true,
    },
  ],
  [
    CreatedUser,
    { id: userId, userPrincipalName: 'tester@contoso.com', password: 'quiet-river-42' },
  ],
  [
    Application,
    {
      servicePrincipalId: '44445555-eeee-6666-ffff-7777aaaa8888',
      appId,
      displayName: 'Reports',
      identifierUris: ['https://reports.example/saml'],
      metadataUrl,
    },
  ],
  [
    Certificate,
    {
      thumbprint: '0123456789ABCDEF0123456789ABCDEF01234567',
      subject: 'CN=Microsoft Azure Federated SSO Certificate',
      startDateTime: '2026-11-20T10:00:00.000Z',
      endDateTime: '2029-11-20T10:00:00.000Z',
      status: 'Active',
      signs: true,
      expired: false,
      imported: false,
      der: 'MIIC8DCCAdigAwIBAgIQ...',
    },
  ],
  [
    Mail,
    {
      id: '66667777-aaaa-8888-bbbb-9999cccc0000',
      tenantId,
      servicePrincipalId: '44445555-eeee-6666-ffff-7777aaaa8888',
      from: 'azure-noreply@microsoft.com',
      to: ['admin@contoso.com'],
      subject: 'The certificate of Reports expires',
      text: 'The certificate of Reports expires on 2029-11-20.',
      sentDateTime: '2029-09-21T10:00:00.000Z',
      delivery: 'kept',
    },
  ],
  [
    SignedResponse,
    {
      action: 'https://reports.example/saml/acs',
      fields: { SAMLResponse: 'PHNhbWxwOlJlc3BvbnNlIC4uLg==' },
      xml: '<samlp:Response ...',
    },
  ],
  [
    SignedOut,
    {
      response: {
        url: 'https://reports.example/saml/logout?SAMLResponse=...&SigAlg=...&Signature=...',
        xml: '<samlp:LogoutResponse ...',
      },
      requests: [
        {
          application: 'Wiki',
          url: 'https://wiki.example/logout?SAMLRequest=...&SigAlg=...&Signature=...',
          xml: '<samlp:LogoutRequest ...',
        },
      ],
    },
  ],
  [
    ArmedSignIn,
    {
      id: '55556666-ffff-7777-aaaa-8888bbbb9999',
      waitsFor: `a sign-in of ${user} at any application of contoso.com`,
      state: 'waiting',
    },
  ],
  [Exchange, exchange],
  [Exchanges, { cursor: 17, exchanges: [exchange] }],
  [
    MetadataRead,
    {
      appId,
      dateTime: '2026-11-20T10:00:00.000Z',
      userAgent: 'shibboleth/3.4.1',
      thumbprints: ['0123456789ABCDEF0123456789ABCDEF01234567'],
    },
  ],
  [Group, { id: '66667777-aaaa-8888-bbbb-9999cccc0000', displayName: 'Sales' }],
  [
    GroupClaims,
    {
      groupMembershipClaims: 'SecurityGroup',
      sourceAttribute: 'object_id',
      cloudDisplayNames: false,
      filter: null,
      name: '',
      namespace: '',
      emitAsRoles: false,
      regex: null,
    },
  ],
  [
    AppRole,
    {
      id: '77778888-bbbb-9999-cccc-0000dddd1111',
      displayName: 'Survey Writer',
      value: 'Survey.Create',
      description: 'Writers can create surveys.',
      allowedMemberTypes: ['User'],
      isEnabled: true,
    },
  ],
  [Clock, { now: '2026-12-24T08:00:00.000Z', mode: 'offset' }],
]);

/** @returns undefined for the schema of an answer that has none */
export function exampleOf(schema: TSchema): unknown {
  const { items } = schema as { items?: TSchema };
  return items && !examples.has(schema) ? [exampleOf(items)] : examples.get(schema);
}

export const problemExample = {
  type: '/api#unknown_user',
  title: 'The tenant has no such user',
  status: 404,
  detail: 'The tenant contoso.com has no user "B.Simons". Did you mean B.Simon@contoso.com?',
  code: 'unknown_user',
  errors: [
    {
      pointer: '#/user',
      detail: 'The tenant contoso.com has no user "B.Simons". Did you mean B.Simon@contoso.com?',
    },
  ],
  requestId: 'req-1',
};
