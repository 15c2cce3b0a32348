/** An answer of each kind, for people who read the description: with made-up ids and shortened XML. */
import type { TSchema } from 'typebox';
import { LabAnswer } from './operations/lab.ts';
import {
  ProvisionedOnDemand,
  Provisioning,
  ProvisioningCycle,
  ProvisioningLog,
} from './provisioning-schemas.ts';
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

const cycleId = '55556666-ffff-7777-aaaa-8888bbbb9999';
const jobId = `peakon.${tenantId.replaceAll('-', '')}.66667777-aaaa-8888-bbbb-9999cccc0000`;
const execution = {
  activityIdentifier: cycleId,
  state: 'Succeeded',
  timeBegan: '2026-11-20T10:00:00.000Z',
  timeEnded: '2026-11-20T10:00:00.412Z',
  countImported: 3,
  countEntitled: 1,
  countExported: 1,
  countEscrowed: 0,
  error: null,
};
const logLine = {
  id: '77778888-bbbb-9999-cccc-0000dddd1111',
  activityDateTime: '2026-11-20T10:00:00.200Z',
  servicePrincipal: { id: '44445555-eeee-6666-ffff-7777aaaa8888', displayName: 'Peakon' },
  jobId,
  cycleId,
  changeId: '88889999-cccc-0000-dddd-1111eeee2222',
  provisioningAction: 'create',
  durationInMilliseconds: 87,
  status: 'success',
  error: null,
  sourceIdentity: { id: userId, displayName: 'B.Simon', identityType: 'User' },
  targetIdentity: { id: '4711', displayName: user, identityType: 'User' },
  provisioningSteps: [
    {
      name: 'EntryExportAdd',
      provisioningStepType: 'export',
      status: 'success',
      description: `User '${user}' was created.`,
      details: { ReportableIdentifier: user },
    },
  ],
  modifiedProperties: [{ displayName: 'userName', oldValue: null, newValue: user }],
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
    Provisioning,
    {
      job: {
        id: jobId,
        templateId: 'peakon',
        state: 'Active',
        interval: 'PT40M',
        code: 'Active',
        nextRunDateTime: '2026-11-20T10:40:00.000Z',
        quarantine: null,
        lastExecution: execution,
      },
      baseAddress: 'http://localhost:4200/scim/v2',
      authenticationType: 'AuthenticationToken',
      hasSecret: true,
      syncAll: false,
      skipOutOfScopeDeletions: false,
      notificationEmail: null,
      sendNotification: false,
      accidentalDeletionThreshold: null,
      acceleratedInterval: null,
      honorRetryAfter: true,
      objectMappings: [
        {
          sourceObjectName: 'User',
          flowTypes: 'Add, Update, Delete',
          attributeMappings: [
            {
              targetAttributeName: 'userName',
              source: 'userPrincipalName',
              matchingPriority: 1,
            },
            { targetAttributeName: 'title', source: 'ToUpper([jobTitle])' },
          ],
        },
      ],
    },
  ],
  [ProvisioningCycle, { cycleId, kind: 'initial', execution }],
  [ProvisioningLog, logLine],
  [
    ProvisionedOnDemand,
    {
      result: 'Success',
      errorCode: null,
      errorMessage: null,
      log: logLine,
      exchanges: [
        {
          method: 'POST',
          url: 'http://localhost:4200/scim/v2/Users',
          requestBody: `{"userName":"${user}"}`,
          status: 201,
          answerBody: `{"id":"4711","userName":"${user}"}`,
        },
      ],
    },
  ],
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
