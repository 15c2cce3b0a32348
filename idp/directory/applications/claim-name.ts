import type { Fault } from '../../../input/invalid-input.ts';
import { type ConfiguredClaim, wireName } from '../../response/claims-configuration.ts';
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
