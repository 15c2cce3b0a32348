import { Type } from 'typebox';
import { Claim, ClaimsOptions, ExtensionProperty, NameId } from '../../settings/schema/claim.ts';
import { checkApplicationValues, checkFurtherSettings } from '../../tenants/add-application.ts';
import { downloadMetadata } from '../../tenants/download-metadata.ts';
import { readServiceProvider } from '../../tenants/read-service-provider.ts';
import type { LabApplication } from '../../tenants/references.ts';
import { operation, referenceRules, tenantOf, tenantPlace } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import { NewAppRole, SetGroupClaims } from '../role-schemas.ts';
import { Application, flag, one, strict, text } from '../schemas.ts';
import {
  applicationOf,
  applicationPath,
  type InTenant,
  onApplication,
} from './target-application.ts';

const optional = Type.Optional;

export const listApplications = operation({
  id: 'listApplications',
  method: 'GET',
  path: '/tenants/{tenantId}/applications',
  tag: 'Applications',
  summary: 'List enterprise applications by name, at most 1,000',
  answer: { status: 200, description: 'Applications.' },
  result: Type.Array(Application),
  refusals: ['unknown_tenant'],
  places: tenantPlace,
  async run(call) {
    const tenant = await tenantOf(call);
    const found = await call.lab.directory.listApplications(tenant.id);
    const ids = found.map(({ servicePrincipal }) => servicePrincipal.id);
    const all = await Promise.all(ids.map((id) => tenant.findApplication(id)));
    return { result: all.map(viewOf) };
  },
});

const Encryption = Type.Object(
  {
    certificates: optional(
      Type.Array(Type.String(), {
        description:
          'Encryption certificates of the service provider as PEM texts, the active one first.',
      }),
    ),
    fromMetadata: optional(
      flag('Whether the encryption certificates in metadata are taken, in place of certificates.'),
    ),
    active: optional(flag('Whether assertions are encrypted. Default: true.')),
    method: optional(one(['aes256-cbc', 'aes256-gcm'], 'Cipher. Default: aes256-cbc.')),
  },
  {
    ...strict,
    description: 'Token encryption: assertions are encrypted for the service provider.',
  },
);

const SignedRequests = Type.Object(
  {
    certificates: optional(
      Type.Array(Type.String(), {
        description:
          'Signing certificates of the service provider as PEM texts, in the order in which they are added: without a key identifier, the last two count.',
      }),
    ),
    fromMetadata: optional(
      flag('Whether the signing certificates in metadata are taken, in place of certificates.'),
    ),
    isSignedRequestRequired: optional(flag('Whether requests must be signed. Default: true.')),
    allowedWeakAlgorithms: optional(one(['rsaSha1'], 'Whether RSA-SHA1 counts, too.')),
  },
  { ...strict, description: 'Signed requests: the service provider must sign its requests.' },
);

export const createApplication = operation({
  id: 'createApplication',
  method: 'POST',
  path: '/tenants/{tenantId}/applications',
  tag: 'Applications',
  summary: 'Create an application with SAML settings and a signing certificate',
  description:
    'From the metadata of the service provider, value by value, or both: a value replaces the one in the metadata.',
  body: Type.Object(
    {
      displayName: optional(text('Name for people. Default: Application 1 and so on.')),
      metadata: optional(
        text('Metadata of the service provider: the XML, or the http or https URL where it is.'),
      ),
      identifierUris: optional(
        Type.Array(Type.String(), {
          description: 'Identifiers (Entity ID), the primary one first.',
        }),
      ),
      replyUrls: optional(
        Type.Array(Type.String(), {
          description: 'Reply URLs (Assertion Consumer Service URL), the default one first.',
        }),
      ),
      redirectUriSettings: optional(
        Type.Array(
          Type.Object(
            {
              uri: text('A Reply URL.'),
              index: Type.Integer({
                minimum: 0,
                maximum: 65_535,
                description: 'AssertionConsumerServiceIndex that names it.',
              }),
            },
            strict,
          ),
          { description: 'Indexes of Reply URLs.' },
        ),
      ),
      signOnUrl: optional(text('Sign on URL.')),
      relayState: optional(text('Relay State.')),
      logoutUrl: optional(text('Logout URL.')),
      appRoleAssignmentRequired: optional(flag('Whether users need an assignment. Default: true.')),
      nameId: optional(NameId),
      claims: optional(Type.Array(Claim, { description: "All claims, in place of Entra's four." })),
      claimsOptions: optional(ClaimsOptions),
      extensionProperties: optional(
        Type.Array(ExtensionProperty, {
          description: 'Directory extensions that the application adds to users.',
        }),
      ),
      groupClaims: optional(SetGroupClaims),
      appRoles: optional(
        Type.Array(NewAppRole, {
          description: 'Roles, besides the roles User and msiam_access of every application.',
        }),
      ),
      encryption: optional(Encryption),
      requestSignatureVerification: optional(SignedRequests),
      notificationEmailAddresses: optional(
        Type.Array(Type.String(), {
          description:
            'Who gets a mail before the active certificate expires, at most 5. Default: the administrator of the tenant.',
        }),
      ),
    },
    strict,
  ),
  example: {
    displayName: 'Reports',
    identifierUris: ['https://reports.example/saml'],
    replyUrls: ['https://reports.example/saml/acs'],
  },
  answer: { status: 201, description: 'The application.' },
  result: Application,
  refusals: ['unknown_tenant', 'metadata_unreadable', 'taken'],
  places: { ...tenantPlace, metadata_unreadable: { pointer: '#/metadata' } },
  rules(call) {
    const { metadata, encryption, notificationEmailAddresses, ...others } = call.body;
    const { groupClaims, appRoles, requestSignatureVerification: signed, ...rest } = others;
    const { nameId, claims, claimsOptions, extensionProperties, ...values } = rest;
    const own = { nameId, claims, claimsOptions, extensionProperties };
    const now = call.lab.clock.now();
    const { directory } = call.lab;
    const target = async () => ({ directory, tenant: await tenantOf(call), now });
    const further = async (settings: Parameters<typeof checkFurtherSettings>[1]) =>
      checkFurtherSettings(await target(), settings, values.displayName);
    return [
      async () =>
        metadata === undefined || readServiceProvider(await sourceOf(metadata, call), { now }),
      async () => checkApplicationValues(await target(), values, metadata !== undefined),
      // Whether metadata has certificates is known once it can be read.
      () =>
        encryption === undefined ||
        encryption.fromMetadata ||
        further({ encryption: withCertificateBytes(encryption) }),
      () =>
        signed === undefined ||
        signed.fromMetadata ||
        further({ requestSignatureVerification: withCertificateBytes(signed) }),
      () => notificationEmailAddresses === undefined || further({ notificationEmailAddresses }),
      () => groupClaims === undefined || further({ groupClaims }),
      () => appRoles === undefined || further({ appRoles }),
      () => further(own),
    ];
  },
  async run(call) {
    const tenant = await tenantOf(call);
    const { metadata, encryption, requestSignatureVerification: signed, ...values } = call.body;
    const result = viewOf(
      await tenant.addApplication({
        ...values,
        ...(metadata !== undefined && { metadata: await sourceOf(metadata, call) }),
        ...(encryption && { encryption: withCertificateBytes(encryption) }),
        ...(signed && { requestSignatureVerification: withCertificateBytes(signed) }),
      }),
    );
    return { result, location: `/tenants/${tenant.id}/applications/${result.servicePrincipalId}` };
  },
});

export const getApplication = operation({
  id: 'getApplication',
  method: 'GET',
  path: '/tenants/{tenantId}/applications/{applicationId}',
  tag: 'Applications',
  summary: 'Read an application',
  answer: { status: 200, description: 'The application.' },
  result: Application,
  refusals: ['unknown_tenant', 'unknown_application'],
  places: { ...tenantPlace, unknown_application: { parameter: 'applicationId' } },
  async run(call) {
    const tenant = await tenantOf(call);
    return { result: viewOf(await tenant.findApplication(call.params.applicationId ?? '')) };
  },
});

export const assignUser = operation({
  id: 'assignUser',
  method: 'POST',
  path: '/tenants/{tenantId}/assignments',
  tag: 'Applications',
  summary: 'Assign a user or a group to an application',
  description: 'Twice is the same as once. Direct members of a group count as assigned.',
  body: Type.Object(
    {
      user: optional(text('User principal name or id.')),
      group: optional(text('In place of a user: display name or id of a group.')),
      application: text('Display name, servicePrincipalId or appId.'),
      role: optional(
        text('Role of the application, by display name, value or id. Default: Default Access.'),
      ),
    },
    strict,
  ),
  example: { user: 'B.Simon@contoso.com', application: 'Peakon' },
  answer: { status: 204, description: 'The user or group is assigned.' },
  refusals: [
    'unknown_tenant',
    'unknown_user',
    'unknown_group',
    'unknown_application',
    'unknown_role',
  ],
  places: {
    ...tenantPlace,
    unknown_user: { pointer: '#/user' },
    unknown_group: { pointer: '#/group' },
    unknown_role: { pointer: '#/role' },
    unknown_application: { pointer: '#/application' },
  },
  rules: (call) => [
    ...referenceRules(call),
    async () => call.body.group === undefined || (await tenantOf(call)).findGroup(call.body.group),
  ],
  async run(call) {
    const { user, group, application, role } = call.body;
    const tenant = await tenantOf(call);
    const given = [user, group].filter((one) => one !== undefined);
    if (given.length !== 1) {
      const detail = 'Name either a user or a group.';
      throw new ApiProblem('invalid_request', detail, [{ pointer: '#', detail }]);
    }
    const principal = group === undefined ? (user ?? '') : await tenant.findGroup(group);
    await tenant.assign(principal, application, { role });
    return { result: undefined };
  },
});

export const unassignUser = operation({
  ...onApplication,
  id: 'unassignUser',
  method: 'DELETE',
  path: `${applicationPath}/assignments`,
  summary: 'End the assignments of a user or a group to an application, in every role',
  description:
    'Without one, nothing happens. A job of provisioning disables the user in its next cycle.',
  query: Type.Object(
    {
      user: optional(text('User principal name or id.')),
      group: optional(text('In place of a user: display name or id of a group.')),
    },
    strict,
  ),
  exampleQuery: 'user=B.Simon@contoso.com',
  answer: { status: 204, description: 'The user or group is not assigned.' },
  refusals: ['unknown_tenant', 'unknown_user', 'unknown_group', 'unknown_application'],
  places: {
    ...onApplication.places,
    unknown_user: { parameter: 'user' },
    unknown_group: { parameter: 'group' },
  },
  rules: (call) => [() => applicationOf(call), () => assignedOf(call)],
  async run(call) {
    const { servicePrincipal } = await applicationOf(call);
    const assigned = await assignedOf(call);
    await call.lab.directory.unassign({ servicePrincipalId: servicePrincipal.id, ...assigned });
    return { result: undefined };
  },
});

/** The user or the group that the query names. */
async function assignedOf(
  call: InTenant & { query: { user?: string | undefined; group?: string | undefined } },
): Promise<{ userId: string } | { groupId: string }> {
  const { user, group } = call.query;
  const tenant = await tenantOf(call);
  if (user !== undefined && group === undefined)
    return { userId: (await tenant.findUser(user)).id };
  if (group !== undefined && user === undefined)
    return { groupId: (await tenant.findGroup(group)).id };
  const detail = 'Name either a user or a group.';
  throw new ApiProblem('invalid_request', undefined, [{ parameter: 'user', detail }]);
}

/** Texts that are no PEM are no names of files here. */
const withCertificateBytes = <Keys extends { certificates?: string[] }>({
  certificates,
  ...others
}: Keys) => ({
  ...others,
  ...(certificates && { certificates: certificates.map((each) => Buffer.from(each)) }),
});

/**
 * The caller may be on another machine, so no file of this one is read.
 *
 * @throws {ApiProblem} `metadata_unreadable`
 */
async function sourceOf(
  metadata: string,
  { exposed }: { readonly exposed: boolean },
): Promise<Uint8Array | URL> {
  if (/^\s*</.test(metadata)) return Buffer.from(metadata);
  const url = /^https?:/i.test(metadata) ? URL.parse(metadata) : null;
  if (url) return exposed ? downloadMetadata(url.href, { forStranger: true }) : url;
  const detail = `must be XML, or an http or https URL, not "${metadata.slice(0, 80)}".`;
  throw new ApiProblem('metadata_unreadable', undefined, [{ pointer: '#/metadata', detail }]);
}

const viewOf = ({ identifierUris, ...application }: LabApplication) => ({
  ...application,
  identifierUris: [...identifierUris],
});
