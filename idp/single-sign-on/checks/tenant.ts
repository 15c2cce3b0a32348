import type { Database } from '../../directory/tables.ts';
import { findTenant } from '../../directory/tenants/tenants.ts';
import { aadsts } from '../../errors.ts';

/**
 * The path must name a tenant by id or verified domain; `common` means all tenants (entra-saml.md 1.1).
 *
 * @returns the tenant's GUID, or `common`
 * @throws {IdpError} 90002
 */
export async function checkTenant(db: Database, name: string): Promise<string> {
  if (name.toLowerCase() === 'common') return 'common';
  const tenant = await findTenant(db, name);
  if (!tenant) throw aadsts(90002, { tenant: name });
  return tenant.id;
}
