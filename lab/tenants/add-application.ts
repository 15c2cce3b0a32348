import {
  type BasicSaml,
  basicSamlOfMetadata,
  type Directory,
  type Fault,
  InvalidInput,
} from '../../idp/index.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import { unknownNames } from './known-names.ts';
import { encryptFromStart, type NewEncryption } from './new-encryption.ts';
import { type MetadataSource, metadataName, readServiceProvider } from './read-service-provider.ts';

/** Basic SAML Configuration, from metadata, value by value, or both: a value that is given replaces that of the metadata. */
export interface NewLabApplication extends Partial<BasicSaml> {
  /** Default: `Application 1` and so on. */
  readonly displayName?: string | undefined;
  /** Of the service provider: XML, an http or https URL, or the path of a file. */
  readonly metadata?: MetadataSource | undefined;
  /** Default: true, as in Entra: users need an assignment. */
  readonly appRoleAssignmentRequired?: boolean | undefined;
  /** Token encryption: assertions are encrypted for the service provider. */
  readonly encryption?: NewEncryption | undefined;
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
  'notificationEmailAddresses',
];

interface Target {
  readonly directory: Directory;
  readonly tenant: { readonly id: string; readonly domain: string };
  readonly now: Date;
}

/**
 * Adds an application with SAML settings and a signing certificate; when it fails, nothing is left.
 *
 * @returns the id of its servicePrincipal
 * @throws {InvalidInput} when a property does not exist, a value breaks a rule, or an Identifier or a Reply URL is missing
 * @throws {LabError} `metadata_unreadable` when the metadata is of no use
 */
export async function addApplication(
  { directory, tenant, now }: Target,
  { displayName, ...app }: NewLabApplication & { readonly displayName: string },
): Promise<string> {
  refuseUnknown(app);
  const { metadata, appRoleAssignmentRequired, encryption, notificationEmailAddresses, ...given } =
    app;
  const descriptor =
    metadata === undefined ? undefined : await readServiceProvider(metadata, { now });
  const basic = basicOf(given, descriptor);
  const { servicePrincipalId } = await directory.addApplication({
    tenantId: tenant.id,
    displayName,
  });
  try {
    await directory.configureSaml(servicePrincipalId, basic);
    if (appRoleAssignmentRequired !== undefined)
      await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired });
    await directory.chooseSaml(servicePrincipalId, `admin@${tenant.domain}`);
    if (encryption !== undefined)
      await encryptFromStart(directory, servicePrincipalId, encryption, descriptor);
    if (notificationEmailAddresses !== undefined)
      await directory.setNotificationEmails(servicePrincipalId, { notificationEmailAddresses });
  } catch (error) {
    await directory.deleteApplication(servicePrincipalId);
    throw error instanceof InvalidInput
      ? placed(error, displayName, { ...given, encryption }, metadata)
      : error;
  }
  return servicePrincipalId;
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
      return { ...fault, message: `${place}: ${fault.message}` };
    }),
  );
}
