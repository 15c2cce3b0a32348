import type { Fault } from '../../../input/invalid-input.ts';
import { caseKey } from '../../../store/case-key.ts';
import type { Database } from '../tables.ts';

/** The verified domains of a tenant, the initial one first; a userPrincipalName ends in one of them. */
export async function verifiedDomains(db: Database, tenantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('verifiedDomain')
    .select('name')
    .where('tenantId', '=', tenantId)
    .orderBy('isInitial', 'desc')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** In characters: before the @, after it, and the whole name (entra-admin.md 1.10). */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 48;
const MAX_ALL = 113;
const allowed = /^[A-Za-z0-9'.\-_!#^~]*$/;

/**
 * The rule that a userPrincipalName breaks (entra-admin.md 1.10).
 *
 * @param domains the tenant's verified domains
 */
export function userPrincipalNameFault(
  userPrincipalName: string,
  domains: readonly string[],
): Fault | undefined {
  const fault = (code: string, message: string): Fault => ({
    property: 'userPrincipalName',
    code,
    message,
  });
  const { userName: local, domain } = splitUserPrincipalName(userPrincipalName);
  if (userPrincipalName !== '' && (!userPrincipalName.includes('@') || local.includes('@')))
    return fault('at_sign', 'A user principal name has exactly one @, before the domain.');
  if (local === '') return fault('required', 'Enter the part of the name before the @.');
  const [odd] = [...local].filter((character) => !allowed.test(character));
  if (odd !== undefined)
    return fault(
      'character',
      `${odd.trim() === '' ? 'A space' : `The character ${odd}`} is not allowed before the @: use letters a to z, digits and ' . - _ ! # ^ ~`,
    );
  if (/#ext#/i.test(local))
    return fault(
      'external',
      'Only a guest has #EXT# in the name: invite the user, and Entra makes the name.',
    );
  if (local.endsWith('.')) return fault('dot_at_end', 'The part before the @ cannot end in a dot.');
  if (local.length > MAX_LOCAL)
    return fault('too_long', `The part before the @ has at most ${MAX_LOCAL} characters.`);
  if (!domains.includes(caseKey(domain)))
    return fault(
      'domain_not_verified',
      domain === ''
        ? 'Choose the domain after the @.'
        : `${domain} is not a verified domain of this tenant: use ${domains.join(' or ')}.`,
    );
  if (domain.length > MAX_DOMAIN || local.length + 1 + domain.length > MAX_ALL)
    return fault('too_long', `The whole name has at most ${MAX_ALL} characters.`);
  return undefined;
}

/** The fault when a user other than `id` has the name. @param id absent for a new user */
export async function takenFault(
  db: Database,
  userPrincipalName: string,
  id?: string,
): Promise<Fault | undefined> {
  const holder = await db
    .selectFrom('directoryUser')
    .select('id')
    .where('signInName', '=', caseKey(userPrincipalName))
    .executeTakeFirst();
  if (!holder || holder.id === id) return undefined;
  return {
    property: 'userPrincipalName',
    code: 'taken',
    message: `The user principal name ${userPrincipalName} is already taken.`,
  };
}

/** The parts before and after the last @. */
export function splitUserPrincipalName(name: string): { userName: string; domain: string } {
  const at = name.lastIndexOf('@');
  return at < 0
    ? { userName: name, domain: '' }
    : { userName: name.slice(0, at), domain: name.slice(at + 1) };
}

export function withLowerCaseDomain(userPrincipalName: string): string {
  const domain = userPrincipalName.lastIndexOf('@') + 1;
  return userPrincipalName.slice(0, domain) + caseKey(userPrincipalName.slice(domain));
}
