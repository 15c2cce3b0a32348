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

/** An application with SAML settings. */
export interface LabApplication {
  /** Object ID of the enterprise application. */
  readonly servicePrincipalId: string;
  /** Application ID. */
  readonly appId: string;
  /** Its name in the tenant. */
  readonly displayName: string;
  /** Of the identity provider, with the application's certificate. */
  readonly metadataUrl: string;
}

/** A user, or the user principal name or the id of one; a name without a domain is in the tenant's. */
export type UserReference = LabUser | string;

/** An application, or the display name, the servicePrincipalId or the appId of one. */
export type ApplicationReference = LabApplication | string;

/** Where users and applications are looked for: one tenant. */
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

const accepted = {
  user: 'the user principal name or the id of one of this tenant',
  application: 'the display name, the servicePrincipalId or the appId of one of this tenant',
};
const returnedBy = { user: 'addUser', application: 'addApplication' };

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
