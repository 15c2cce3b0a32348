import { type ApplicationDetails, extensionPropertiesOf } from '../../../idp/index.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { ApplicationSettings, UserSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

/** Adds the directory extensions that an application does not have yet. */
export async function applyExtensionProperties(
  { run }: TenantRun,
  app: ApplicationDetails,
  settings: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { id } = app.servicePrincipal;
  const names = extensionPropertiesOf(app).map((one) => one.name.replace(/^extension_\w{32}_/, ''));
  for (const [property, place] of items(settings.extensionProperties, [
    ...path,
    'extensionProperties',
  ]))
    if (!names.includes(property.name))
      await run.attempt(place, () => directory.addExtensionProperty(id, property));
}

/** Sets the values of directory extensions, which the applications of the settings have by now. */
export async function applyDirectoryExtensions(
  { run, tenantId }: TenantRun,
  { userPrincipalName, directoryExtensions }: UserSettings,
  path: Path,
): Promise<void> {
  if (!directoryExtensions) return;
  const { directory } = run.sides;
  const user = await directory.findUser(tenantId, userPrincipalName);
  // A user who could not be created has other faults.
  if (!user) return;
  await run.attempt(path, () => directory.updateUser(user.id, { directoryExtensions }));
}
