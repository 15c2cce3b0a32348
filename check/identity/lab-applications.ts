import { type ApplicationDetails, type Idp, NoSigningKey } from '../../idp/index.ts';
import { application, tenant } from '../../lab/index.ts';
import { CheckFault } from '../errors.ts';
import { type CheckIdentityProvider, identityOf } from './identity-provider.ts';

type Directory = Idp['directory'];

/**
 * An application of a lab, for example the one whose key signs.
 *
 * @param name display name, Application ID, Object ID or an Identifier, in any letter case; Peakon by default.
 * @param folder for the sentences of faults.
 * @param more.option that names the application, for the same; `tenants`, in which it may be, are by default the one that a lab begins with.
 * @throws {CheckFault} `keys_unavailable` when there is no such application, or several have the name
 */
export async function chooseApplication(
  directory: Directory,
  name: string | undefined,
  folder: string,
  {
    option = '--application',
    tenants = [tenant.id],
  }: { option?: string; tenants?: readonly string[] } = {},
): Promise<ApplicationDetails> {
  const lists = await Promise.all(tenants.map((id) => directory.listApplications(id)));
  const all = lists.flat();
  const wanted = (name ?? application.appId).trim().toLowerCase();
  const found = all.filter(({ servicePrincipal: { id, appId, displayName }, identifierUris }) =>
    [id, appId, displayName, ...identifierUris].some((each) => each.toLowerCase() === wanted),
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  if (name === undefined) throw gone(application.displayName, folder, option);
  const names = all.map(({ servicePrincipal: { displayName } }) => `"${displayName}"`).join(', ');
  throw new CheckFault(
    'keys_unavailable',
    only
      ? `The folder ${folder} has ${found.length} applications "${name}". Set ${option} to the Application ID of one.`
      : `The folder ${folder} has no application "${name}". It has ${names || 'none'}; set ${option} to one of them.`,
  );
}

/** @throws {CheckFault} `keys_unavailable` when no certificate is active */
export async function signingIdentity(
  directory: Directory,
  { servicePrincipal: { id, displayName } }: ApplicationDetails,
  folder: string,
): Promise<CheckIdentityProvider['key']> {
  const key = await directory.activeSigningKey(id).catch((error: unknown) => {
    if (error instanceof NoSigningKey) throw gone(displayName, folder);
    throw error;
  });
  return identityOf(key);
}

const gone = (displayName: string, folder: string, option = '--application') =>
  new CheckFault(
    'keys_unavailable',
    `The folder ${folder} no longer contains the application "${displayName}" with a signing certificate. Name another one with ${option}, another folder with --data, or start over with "samlab start --fresh".`,
  );

/** An application and its key, to find out which one a service provider trusts. */
export interface NamedSigner {
  readonly displayName: string;
  readonly appId: string;
  readonly key: CheckIdentityProvider['key'];
}

/** The active keys of all applications but one. */
export async function otherSigners(directory: Directory, than: string): Promise<NamedSigner[]> {
  const all = await directory.listApplications(tenant.id);
  const signers = all
    .filter(({ servicePrincipal }) => servicePrincipal.id !== than)
    .map(async ({ servicePrincipal: { id, appId, displayName } }) => {
      const key = await directory.activeSigningKey(id).catch((error: unknown) => {
        if (error instanceof NoSigningKey) return undefined;
        throw error;
      });
      return key ? [{ displayName, appId, key: identityOf(key) }] : [];
    });
  return (await Promise.all(signers)).flat();
}
