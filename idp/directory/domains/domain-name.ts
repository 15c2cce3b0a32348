import type { Fault } from '../../../input/invalid-input.ts';
import type { Database } from '../tables.ts';

/** Two labels or more, 48 characters at most (entra-admin.md 1.10). */
const domainName = /^(?=.{3,48}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])$/;

/**
 * What is wrong with the name of a new domain; a domain belongs to one tenant.
 *
 * @param domain in lower case
 * @param property that holds the name
 */
export async function domainFaults(
  db: Database,
  domain: string,
  property: string,
): Promise<Fault[]> {
  const fault = (code: string, message: string): Fault[] => [{ property, code, message }];
  if (!domainName.test(domain))
    return fault('domain', 'A domain looks like contoso.com, and has at most 48 characters.');
  const owner = db.selectFrom('verifiedDomain').select('tenantId').where('name', '=', domain);
  return (await owner.executeTakeFirst())
    ? fault('taken', `A tenant has verified ${domain} already.`)
    : [];
}
