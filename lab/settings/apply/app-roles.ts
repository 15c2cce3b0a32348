import type { ApplicationDetails } from '../../../idp/index.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

/** Creates roles, or changes those that exist. A role is enabled until its assignments are made: a disabled one cannot be assigned. */
export async function applyAppRoles(
  { run, tenantId }: TenantRun,
  { servicePrincipal: { id, appId } }: ApplicationDetails,
  { appRoles }: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  for (const [{ isEnabled, ...role }, place] of items(appRoles, [...path, 'appRoles'])) {
    const stored = (await directory.appRoles(id)).find(
      (one) => one.displayName === role.displayName,
    );
    const properties = { ...role, ...(isEnabled && { isEnabled }) };
    const saved = stored
      ? await run.attempt(place, async () => {
          await directory.updateAppRole(id, stored.id, properties);
          return stored;
        })
      : await run.attempt(place, () => directory.createAppRole(id, properties));
    if (saved)
      run.ledger.note(['appRole', tenantId, appId, role.displayName], [id, saved.id], !stored);
  }
}

/** Disables the roles that are to be disabled, once the assignments are made. */
export async function disableAppRoles(
  { run }: TenantRun,
  { servicePrincipal: { id } }: ApplicationDetails,
  { appRoles }: ApplicationSettings,
): Promise<void> {
  const { directory } = run.sides;
  for (const role of await directory.appRoles(id)) {
    const wanted = appRoles?.find((one) => one?.displayName === role.displayName);
    if (wanted?.isEnabled === false && role.isEnabled)
      await directory.updateAppRole(id, role.id, { isEnabled: false });
  }
}
