import { type GroupClaims, noGroupClaims } from '../../response/group-claims-configuration.ts';
import type { ApplicationDetails } from './application-details.ts';

/** The group claim of an application; `noGroupClaims` when it has none. */
export const groupClaimsOf = ({ servicePrincipal }: ApplicationDetails): GroupClaims =>
  servicePrincipal.groupClaims === null
    ? noGroupClaims
    : (JSON.parse(servicePrincipal.groupClaims) as GroupClaims);
