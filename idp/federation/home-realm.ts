import { type FederatedDomain, federatedDomain } from '../directory/domains/domain-federation.ts';
import type { Database } from '../directory/tables.ts';
import { findAccount } from '../directory/users/guests.ts';
import { splitUserPrincipalName } from '../directory/users/user-principal-name.ts';

/**
 * The federated domain whose identity provider signs a user name in; undefined for one that signs in here. As in Entra, the domain decides, and
 * whether the user exists is for the identity provider to say.
 *
 * @param tenantId GUID of the tenant to sign in to, or `common`. Names of another tenant's domain are its guests only.
 */
export async function homeRealm(
  db: Database,
  tenantId: string,
  userName: string,
): Promise<FederatedDomain | undefined> {
  const { domain } = splitUserPrincipalName(userName.trim());
  const realm = domain === '' ? undefined : await federatedDomain(db, domain);
  if (!realm || isOf(realm, tenantId)) return realm;
  return (await findAccount(db, tenantId, userName)) ? realm : undefined;
}

/** The domain that `whr` or `domain_hint` names, if it is federated and of this tenant; other hints are ignored (entra-saml.md 1.5). */
export async function hintedRealm(
  db: Database,
  tenantId: string,
  hint: string | undefined,
): Promise<FederatedDomain | undefined> {
  const realm = hint ? await federatedDomain(db, hint.trim().slice(0, 256)) : undefined;
  return realm && isOf(realm, tenantId) ? realm : undefined;
}

const isOf = (realm: FederatedDomain, tenantId: string): boolean =>
  tenantId === 'common' || realm.tenantId === tenantId;
