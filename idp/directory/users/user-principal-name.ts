import type { Fault } from '../invalid-input.ts';
import type { Database } from '../tables.ts';

/** The verified domains of a tenant, by name; a userPrincipalName ends in one of them. */
export async function verifiedDomains(db: Database, tenantId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('verifiedDomain')
    .select('name')
    .where('tenantId', '=', tenantId)
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

/** In characters: before the @, after it, and both with it (entra-admin.md 1.10). */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 48;
const MAX_ALL = 113;
const allowed = /^[A-Za-z0-9'.\-_!#^~]*$/;

/**
 * What is wrong with a userPrincipalName (entra-admin.md 1.10). Whether another user has it is asked of the database.
 *
 * @param domains the tenant's verified domains
 */
export function userPrincipalNameFault(
  local: string,
  domain: string,
  domains: readonly string[],
): Fault | undefined {
  const fault = (code: string, message: string): Fault => ({ property: 'userName', code, message });
  if (local === '') return fault('required', 'Enter the part of the name before the @.');
  if (local.includes('@'))
    return fault('at_sign', 'Enter only the part before the @; the domain is chosen beside it.');
  const [odd] = [...local].filter((character) => !allowed.test(character));
  if (odd !== undefined)
    return fault(
      'character',
      `${odd.trim() === '' ? 'A blank' : `The character ${odd}`} cannot stand here: use letters a to z, digits and ' . - _ ! # ^ ~`,
    );
  if (local.endsWith('.')) return fault('dot_at_end', 'No full stop may stand before the @.');
  if (local.length > MAX_LOCAL)
    return fault('too_long', `At most ${MAX_LOCAL} characters may stand before the @.`);
  if (!domains.includes(domain.toLowerCase()))
    return {
      property: 'domain',
      code: 'domain_not_verified',
      message:
        domain === ''
          ? 'Choose the domain that stands after the @.'
          : `${domain} is not a verified domain of this tenant: choose one of the list.`,
    };
  if (domain.length > MAX_DOMAIN || local.length + 1 + domain.length > MAX_ALL)
    return fault('too_long', `The whole name may have at most ${MAX_ALL} characters.`);
  return undefined;
}

/** The two parts, as the form shows them. */
export function splitUserPrincipalName(name: string): { userName: string; domain: string } {
  const at = name.lastIndexOf('@');
  return { userName: name.slice(0, at), domain: name.slice(at + 1) };
}
