import { type MembershipClaim, roleClaimName } from './group-claims.ts';
import type { GroupClaims } from './group-claims-configuration.ts';
import type { Memberships } from './memberships.ts';

/**
 * The claim with the values of the user's app roles (entra-saml.md 3.5); none for an application whose roles have no values, and none when groups
 * are emitted as role claims: "only groups will appear in the role claim" (how-to-connect-fed-group-claims.md).
 */
export function roleClaimsFor(
  config: GroupClaims | undefined,
  { appRoles }: Pick<Memberships, 'appRoles'>,
): MembershipClaim[] {
  if (!appRoles) return [];
  const place = 'roles';
  if (config?.emitAsRoles && config.groupMembershipClaims !== 'None')
    return [
      {
        name: roleClaimName,
        values: [],
        reason: 'Groups are emitted as role claims, so app roles are left out',
        place,
      },
    ];
  const reason =
    appRoles.length > 0
      ? 'The app roles that are assigned to the user, or to a group of the user'
      : 'The user has no app role with a value, so the claim is left out';
  return [{ name: roleClaimName, values: appRoles, reason, place }];
}
