import type { NewUser } from '../../idp/index.ts';
import { readablePassword } from '../readable-password.ts';

/** What a new user is given; everything else gets a default. */
export type NewLabUser = Partial<Omit<NewUser, 'tenantId'>>;

/** A user of a tenant, with defaults; a userPrincipalName without a domain gets the tenant's. */
export function newUserOf(
  tenant: { readonly id: string; readonly domain: string },
  user: NewLabUser & { readonly userPrincipalName: string },
): NewUser {
  const { userPrincipalName: name, password = readablePassword() } = user;
  const userPrincipalName = String(name).includes('@') ? name : `${name}@${tenant.domain}`;
  const [displayName = ''] = userPrincipalName.split('@');
  return { displayName, ...user, tenantId: tenant.id, userPrincipalName, password };
}
