import type { Fault } from '../../../input/invalid-input.ts';
import { type ConfiguredClaim, wireName } from '../../response/claims-configuration.ts';
import { groupClaimNameOf } from '../../response/group-claims.ts';
import type { GroupClaims } from '../../response/group-claims-configuration.ts';
import { isRestricted } from '../../response/restricted-claims.ts';

type ClaimName = Pick<ConfiguredClaim, 'name' | 'namespace'>;

/** The broken rules of the name of a claim, other than that it is restricted. @param others the other claims of the application */
export const claimNameFaults = (
  claim: ClaimName,
  others: readonly ClaimName[],
): (Fault | undefined)[] => [nameFault(claim, others), namespaceFault(claim)];

function nameFault(claim: ClaimName, others: readonly ClaimName[]): Fault | undefined {
  const { name } = claim;
  const full = wireName(claim);
  const fault = (code: string, message: string) => ({ property: 'name', code, message });
  if (name === '') return fault('required', 'Enter a name for the claim.');
  if (/\s/.test(name)) return fault('malformed', 'A claim name contains no white space.');
  if (full.length > 512)
    return fault('too_long', 'Namespace and name have at most 512 characters.');
  if (others.some((other) => wireName(other) === full))
    return fault('taken', `The claim ${full} already exists.`);
  return undefined;
}

/** The group claim may not have the name of a claim either; Entra's own names for it are restricted anyway. */
export function groupClaimFault(claim: ClaimName, groupClaims: GroupClaims): Fault | undefined {
  const full = wireName(claim);
  if (groupClaims.groupMembershipClaims === 'None' || groupClaims.name === '') return undefined;
  if (full !== groupClaimNameOf(groupClaims) || isRestricted(full)) return undefined;
  const message = `The group claim of this application is called ${full}: give one of them another name.`;
  return { property: 'name', code: 'taken', message };
}

/** Entra reserves some names, and some of those only without a custom signing key (entra-saml.md 3.6). */
export function restrictedNameFault(
  claim: ClaimName,
  { hasCustomKey }: { hasCustomKey: boolean },
): Fault | undefined {
  const full = wireName(claim);
  if (!isRestricted(full, hasCustomKey)) return undefined;
  const exception = isRestricted(full, true)
    ? ''
    : ' unless the active certificate was imported: a custom signing key';
  const message = `The claim ${full} is restricted: Entra reserves this name${exception}.`;
  return { property: 'name', code: 'restricted', message };
}

function namespaceFault({ namespace }: ClaimName): Fault | undefined {
  if (namespace === '' || (/^[a-z][a-z0-9+.-]*:\S+$/i.test(namespace) && URL.canParse(namespace)))
    return undefined;
  const message = 'A namespace is a URI, such as http://schemas.example.com/claims, or empty.';
  return { property: 'namespace', code: 'malformed', message };
}
