import type { ApplicationDetails, Directory } from '../../idp/index.ts';
import { nearest } from '../../text-files/nearest.ts';
import { LabError, type Wording } from '../errors.ts';

/** A user that a test can sign in. */
export interface LabUser {
  /** Object ID of the user. */
  readonly id: string;
  /** The name to sign in with: `b.simon@contoso.com`. */
  readonly userPrincipalName: string;
  /** `''` when the lab does not know it, because it was set elsewhere. */
  readonly password: string;
}

/** A group, to assign and to nest. */
export interface LabGroup {
  /** Object ID of the group, which is the value of a group claim unless another attribute is chosen. */
  readonly id: string;
  /** Its name in the tenant. */
  readonly displayName: string;
}

/** An application with SAML settings. */
export interface LabApplication {
  /** Object ID of the enterprise application. */
  readonly servicePrincipalId: string;
  /** Application ID. */
  readonly appId: string;
  /** Its name in the tenant. */
  readonly displayName: string;
  /** Identifiers (Entity ID), the primary one first. */
  readonly identifierUris: readonly string[];
  /** Of the identity provider, with the application's certificate. */
  readonly metadataUrl: string;
}

/** A user, or the user principal name or the id of one; a name without a domain is in the tenant's. */
export type UserReference = LabUser | string;

/** An application, or the display name, the servicePrincipalId or the appId of one. */
export type ApplicationReference = LabApplication | string;

/** A group, or the display name or the id of one. */
export type GroupReference = LabGroup | string;

/** A group rather than a user, where both are taken. */
export const isGroup = (one: UserReference | LabGroup): one is LabGroup =>
  typeof one === 'object' && one !== null && !Object.hasOwn(one, 'userPrincipalName');

/** Where users, groups and applications are looked for: one tenant. */
interface Place {
  readonly directory: Directory;
  readonly tenant: { readonly id: string; readonly domain: string };
}

/** @throws {LabError} `unknown_user` */
export async function requireUser({ directory, tenant }: Place, user: UserReference) {
  const name = nameOf(user, 'userPrincipalName');
  const found =
    name &&
    ((await directory.findUser(tenant.id, name)) ??
      (await directory.findUser(tenant.id, `${name}@${tenant.domain}`)));
  if (found) return found;
  const names = (await directory.listUsers(tenant.id)).map((one) => one.userPrincipalName);
  throw new LabError('unknown_user', lacks(tenant, 'user', name, names));
}

/** @throws {LabError} `unknown_group` */
export async function requireGroup(
  { directory, tenant }: Place,
  group: GroupReference,
): Promise<LabGroup> {
  const name = nameOf(group, 'displayName');
  const key = typeof group === 'object' ? String(group?.id) : name;
  const found = key === undefined ? undefined : await directory.findGroup(tenant.id, key);
  if (found) return found;
  const names = (await directory.listGroups(tenant.id)).map((one) => one.displayName);
  throw new LabError('unknown_group', lacks(tenant, 'group', name, names));
}

/** @throws {LabError} `unknown_application` */
export async function requireApplication(
  { directory, tenant }: Place,
  application: ApplicationReference,
): Promise<ApplicationDetails> {
  const name = nameOf(application, 'displayName');
  const keys =
    typeof application === 'object'
      ? [{ id: String(application?.servicePrincipalId) }]
      : [{ displayName: application }, { id: application }, { appId: application }];
  for (const key of name === undefined ? [] : keys) {
    const found = await directory.findApplication(tenant.id, key);
    if (found) return found;
  }
  const names = (await directory.listApplications(tenant.id)).map(
    ({ servicePrincipal }) => servicePrincipal.displayName,
  );
  throw new LabError('unknown_application', lacks(tenant, 'application', name, names));
}

/**
 * The id of a role of an application, by its display name, its value or its id.
 *
 * @throws {LabError} `unknown_role`
 */
export async function requireRole(
  directory: Directory,
  { id, displayName }: ApplicationDetails['servicePrincipal'],
  role: string,
): Promise<string> {
  const roles = await directory.appRoles(id);
  const found =
    roles.find((one) => one.displayName === role) ??
    roles.find((one) => one.id === role || (one.value !== '' && one.value === role));
  if (found) return found.id;
  const names = roles.map((one) => one.displayName);
  const name = String(role).slice(0, 100);
  const near = nearest(name, names);
  const hint = near ? `Did you mean ${near}?` : `Its roles are ${names.join(', ')}.`;
  throw new LabError(
    'unknown_role',
    `The application ${displayName} has no role "${name}". ${hint}`,
  );
}

const accepted = {
  user: 'the user principal name or the id of one of this tenant',
  group: 'the display name or the id of one of this tenant',
  application: 'the display name, the servicePrincipalId or the appId of one of this tenant',
};
const returnedBy = { user: 'addUser', group: 'addGroup', application: 'addApplication' };

function lacks(
  { domain }: Place['tenant'],
  kind: keyof typeof accepted,
  name: string | undefined,
  names: readonly string[],
): Wording {
  const near = name === undefined ? undefined : nearest(name, names);
  const found =
    name === undefined
      ? `No ${kind} was given.`
      : `The tenant ${domain} has no ${kind} "${name.slice(0, 100)}".`;
  return (_, reader) => {
    const returned = reader === 'http' ? '' : `, or what ${returnedBy[kind]} returned`;
    return `${found} ${near ? `Did you mean ${near}?` : `Give ${accepted[kind]}${returned}.`}`;
  };
}

/** @returns undefined for what names nothing, such as a user where an application is wanted */
function nameOf(one: unknown, property: 'userPrincipalName' | 'displayName'): string | undefined {
  const name =
    typeof one === 'object' && one !== null ? (Reflect.get(one, property) as unknown) : one;
  return typeof name === 'string' ? name : undefined;
}
