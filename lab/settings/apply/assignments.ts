import type { ApplicationDetails } from '../../../idp/index.ts';
import { nearest } from '../../../text-files/nearest.ts';
import type { Path } from '../faults.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

type AssignmentSettings = NonNullable<ApplicationSettings['assignments']>[number];

/** Reports names that nothing has, of an assignment to an application that could not be created. */
export async function checkAssignment(
  { find }: TenantRun,
  { user, group }: AssignmentSettings,
  path: Path,
): Promise<void> {
  if (user !== undefined) await find('user', user, [...path, 'user']);
  if (group !== undefined) await find('group', group, [...path, 'group']);
}

/** Assigns a user or a group, unless that is done already. */
export async function applyAssignment(
  { run, tenantId, find }: TenantRun,
  { servicePrincipal }: ApplicationDetails,
  { user, group, role }: AssignmentSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { id: servicePrincipalId, appId } = servicePrincipal;
  if ((user === undefined) === (group === undefined)) {
    run.reportMissing(path, 'name either a user or a group.', path);
    return;
  }
  const kind = user === undefined ? 'group' : 'user';
  const name = user ?? group ?? '';
  const principalId = await find(kind, name, [...path, kind]);
  const appRole = role === undefined ? undefined : await findRole(role);
  if (principalId === undefined || (role !== undefined && !appRole)) return;
  const view = (await directory.listAssignments(servicePrincipalId)).find(
    (one) =>
      one.principalId === principalId &&
      one.roleDisplayName === (appRole?.displayName ?? 'Default Access'),
  );
  if (!view)
    await directory.assign({
      servicePrincipalId,
      ...(appRole && { appRoleId: appRole.id }),
      ...(kind === 'user' ? { userId: principalId } : { groupId: principalId }),
    });
  const key = ['assignment', tenantId, appId, kind, name.toLowerCase()] as const;
  run.ledger.note([...key], [servicePrincipalId, principalId, kind], !view);

  async function findRole(wanted: string) {
    const roles = await directory.appRoles(servicePrincipalId);
    const found = roles.find((one) => one.displayName === wanted);
    const names = roles.map(({ displayName }) => displayName);
    const near = nearest(wanted, names);
    if (!found)
      run.report(
        [...path, 'role'],
        `the application has no role "${wanted}"; ${near ? `did you mean ${near}?` : `its roles are ${names.join(', ')}.`}`,
      );
    return found;
  }
}
