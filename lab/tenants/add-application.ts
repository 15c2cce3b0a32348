import { randomUUID } from 'node:crypto';
import { type BasicSaml, basicSamlOfMetadata, type Directory } from '../../idp/index.ts';
import { type Fault, InvalidInput } from '../../input/invalid-input.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import { unknownNames } from './known-names.ts';
import { claimsFromStart, type NewClaims } from './new-claims.ts';
import { type NewRoles, rolesFromStart } from './new-roles.ts';
import {
  encryptFromStart,
  type NewEncryption,
  type NewRequestSignatureVerification,
  requireSignedRequests,
} from './new-service-provider-keys.ts';
import { type MetadataSource, metadataName, readServiceProvider } from './read-service-provider.ts';

/** Basic SAML Configuration, from metadata, value by value, or both: a value that is given replaces that of the metadata. */
export interface NewLabApplication extends Partial<BasicSaml>, NewRoles, NewClaims {
  /** Default: `Application 1` and so on. */
  readonly displayName?: string | undefined;
  /** Of the service provider: XML, an http or https URL, or the path of a file. */
  readonly metadata?: MetadataSource | undefined;
  /** Default: true, as in Entra: users need an assignment. */
  readonly appRoleAssignmentRequired?: boolean | undefined;
  /** Token encryption: assertions are encrypted for the service provider. */
  readonly encryption?: NewEncryption | undefined;
  /** Signed requests: the service provider must sign its requests with one of these certificates. */
  readonly requestSignatureVerification?: NewRequestSignatureVerification | undefined;
  /** Who gets a mail 60, 30 and 7 days before the active certificate expires, at most 5. Default: `admin@` and the domain of the tenant. */
  readonly notificationEmailAddresses?: readonly string[] | undefined;
}

const names: readonly (keyof NewLabApplication)[] = [
  'displayName',
  'metadata',
  'identifierUris',
  'replyUrls',
  'redirectUriSettings',
  'signOnUrl',
  'relayState',
  'logoutUrl',
  'appRoleAssignmentRequired',
  'encryption',
  'requestSignatureVerification',
  'notificationEmailAddresses',
  'groupClaims',
  'appRoles',
  'nameId',
  'claims',
  'claimsOptions',
  'extensionProperties',
];

interface Target {
  readonly directory: Directory;
  readonly tenant: { readonly id: string; readonly domain: string };
  readonly now: Date;
}

/**
 * Adds an application with SAML settings and a signing certificate: all of it, or nothing.
 *
 * @returns the id of its servicePrincipal
 * @throws {InvalidInput} when a property does not exist, or with every value that breaks a rule, among them a missing Identifier or Reply URL
 * @throws {LabError} `metadata_unreadable` when the metadata is of no use
 */
export async function addApplication(
  { directory, tenant, now }: Target,
  { displayName, ...app }: NewLabApplication & { readonly displayName: string },
): Promise<string> {
  refuseUnknown(app);
  const { metadata, appRoleAssignmentRequired, ...rest } = app;
  const { encryption, notificationEmailAddresses, groupClaims, appRoles, ...others } = rest;
  const { requestSignatureVerification, ...more } = others;
  const { nameId, claims, claimsOptions, extensionProperties, ...given } = more;
  const further = {
    encryption,
    requestSignatureVerification,
    notificationEmailAddresses,
    groupClaims,
    appRoles,
    nameId,
    claims,
    claimsOptions,
    extensionProperties,
  };
  const descriptor =
    metadata === undefined ? undefined : await readServiceProvider(metadata, { now });
  const basicSaml = basicOf(given, descriptor);
  const notify = `admin@${tenant.domain}`;
  const wanted = { tenantId: tenant.id, displayName, basicSaml, appRoleAssignmentRequired, notify };
  try {
    const set = furtherSettings(tenant.id, further, descriptor);
    return (await directory.addSamlApplication(wanted, set)).servicePrincipalId;
  } catch (error) {
    throw error instanceof InvalidInput ? placed(error, displayName, rest, metadata) : error;
  }
}

type Further = Pick<
  NewLabApplication,
  'encryption' | 'requestSignatureVerification' | 'notificationEmailAddresses'
> &
  NewRoles &
  NewClaims;

/** What an application has besides SAML settings and a certificate, in the same transaction. */
const furtherSettings =
  (
    tenantId: string,
    {
      encryption,
      requestSignatureVerification: signed,
      notificationEmailAddresses,
      groupClaims,
      appRoles,
      ...claims
    }: Further,
    descriptor?: SpDescriptor,
  ) =>
  async (directory: Directory, servicePrincipalId: string): Promise<void> => {
    await claimsFromStart(directory, { tenantId, servicePrincipalId }, claims);
    await rolesFromStart(directory, servicePrincipalId, { groupClaims, appRoles });
    if (encryption !== undefined)
      await encryptFromStart(directory, servicePrincipalId, encryption, descriptor);
    if (signed !== undefined)
      await requireSignedRequests(directory, servicePrincipalId, signed, descriptor);
    if (notificationEmailAddresses !== undefined)
      await directory.setNotificationEmails(servicePrincipalId, { notificationEmailAddresses });
  };

/**
 * The rules about further settings alone: an application with them is made, and its transaction ends without a trace.
 *
 * @throws {InvalidInput} with the faults of the first one that breaks a rule
 */
export async function checkFurtherSettings(
  { directory, tenant }: Target,
  further: Further,
  displayName = 'Application',
): Promise<void> {
  const undone = new Error('undone');
  const basicSaml = {
    identifierUris: [`urn:uuid:${randomUUID()}`],
    replyUrls: ['https://localhost/'],
  };
  const notify = `admin@${tenant.domain}`;
  try {
    await directory.addSamlApplication(
      { tenantId: tenant.id, displayName: 'Application', basicSaml, notify },
      async (within, id) => {
        await furtherSettings(tenant.id, further)(within, id);
        throw undone;
      },
    );
  } catch (error) {
    if (error === undone) return;
    throw error instanceof InvalidInput ? placed(error, displayName, further, undefined) : error;
  }
}

/**
 * The rules about values that are given beside metadata, whether or not the metadata can be read.
 *
 * @param described whether there is metadata, so that values may be absent
 * @throws {InvalidInput} with every value that breaks a rule, in the words of `addApplication`
 */
export async function checkApplicationValues(
  { directory, tenant }: Target,
  {
    displayName = 'Application',
    appRoleAssignmentRequired,
    ...given
  }: Omit<NewLabApplication, 'metadata' | keyof Further>,
  described: boolean,
): Promise<void> {
  const basicSaml = { identifierUris: [], replyUrls: [], ...given };
  const notify = `admin@${tenant.domain}`;
  const wanted = { tenantId: tenant.id, displayName, basicSaml, appRoleAssignmentRequired, notify };
  try {
    await directory.checkSamlApplication(wanted);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const absent = ({ property, code }: Fault) =>
      described &&
      code === 'required' &&
      ['identifierUris.0', 'replyUrls.0'].includes(property) &&
      !Object.hasOwn(given, property.slice(0, -2));
    const faults = error.faults.filter((fault) => !absent(fault));
    if (faults.length > 0) throw placed(new InvalidInput(faults), displayName, given, undefined);
  }
}

function refuseUnknown(app: object): void {
  const faults = unknownNames(app, names, 'property').map(
    ({ name, sentence }): Fault => ({
      property: name,
      code: 'unknown_property',
      message: sentence,
    }),
  );
  if (faults.length > 0) throw new InvalidInput(faults);
}

function basicOf(given: Partial<BasicSaml>, descriptor: SpDescriptor | undefined): BasicSaml {
  const none = { identifierUris: [], replyUrls: [] };
  const described: BasicSaml = descriptor ? basicSamlOfMetadata(none, descriptor) : none;
  const values = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...described, ...Object.fromEntries(values) };
}

/** Each fault says where the value comes from. */
function placed(
  { faults }: InvalidInput,
  displayName: string,
  given: object,
  metadata: MetadataSource | undefined,
): InvalidInput {
  return new InvalidInput(
    faults.map((fault) => {
      const [list = ''] = fault.property.split('.');
      const place =
        metadata !== undefined && !Object.hasOwn(given, list)
          ? metadataName(metadata)
          : `The application ${displayName}, ${list}`;
      // A fault of the name is about what the others are named by.
      return list === 'displayName' ? fault : { ...fault, message: `${place}: ${fault.message}` };
    }),
  );
}
