import type { Directory, GroupClaimsValues, SomeAppRoleProperties } from '../../idp/index.ts';
import { InvalidInput } from '../../input/invalid-input.ts';

/** A role of a new application: for users and groups, enabled, described by its name, unless it says otherwise. */
export type NewLabAppRole = SomeAppRoleProperties & { readonly displayName: string };

/** What tokens of a new application say about groups and roles. */
export interface NewRoles {
  /** The group claim. Default: none. */
  readonly groupClaims?: GroupClaimsValues | undefined;
  /** Roles, besides the roles `User` and `msiam_access` of every application. */
  readonly appRoles?: readonly NewLabAppRole[] | undefined;
}

/** @throws {InvalidInput} on `groupClaims` or `appRoles`, or a property below them */
export async function rolesFromStart(
  directory: Directory,
  servicePrincipalId: string,
  { groupClaims, appRoles }: NewRoles,
): Promise<void> {
  if (groupClaims !== undefined)
    await below('groupClaims', () => directory.setGroupClaims(servicePrincipalId, groupClaims));
  if (appRoles === undefined) return;
  if (!Array.isArray(appRoles))
    throw new InvalidInput([
      { property: 'appRoles', code: 'type', message: 'appRoles must be a list of objects.' },
    ]);
  for (const [position, role] of appRoles.entries())
    await below(`appRoles.${position}`, () => directory.createAppRole(servicePrincipalId, role));
}

/** Faults with the place that they have in the properties of the application. */
async function below(place: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.faults.map((fault) => ({
        ...fault,
        property: fault.property === '' ? place : `${place}.${fault.property}`,
      })),
    );
  }
}
