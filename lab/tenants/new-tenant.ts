import { randomUUID } from 'node:crypto';
import { LabTenant, type TenantParts } from './lab-tenant.ts';

/** What a new tenant is given; by default it is made up, and unique. */
export interface NewLabTenant {
  /** GUID. */
  readonly id?: string | undefined;
  readonly displayName?: string | undefined;
  /** Its initial domain. */
  readonly domain?: string | undefined;
}

/** @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain */
export async function newTenant(
  parts: TenantParts,
  { id = randomUUID(), domain = `tenant-${id.slice(0, 8)}.example`, ...given }: NewLabTenant = {},
): Promise<LabTenant> {
  const { displayName = domain, ...unknown } = given;
  await parts.directory.createTenant({ id, domain, displayName, ...unknown });
  return new LabTenant(parts, { id: id.toLowerCase(), domain: domain.toLowerCase() });
}
