/** The tenant of personal Microsoft accounts, and the name of their identity provider in claims and messages (entra-saml.md 10.1, 11.2). */
export const personalAccounts = {
  tenantId: '9188040d-6c67-4c5b-b112-36a304b66dad',
  identityProvider: 'live.com',
} as const;

/** The entityID of a tenant, wherever the mock listens (entra-saml.md 5.1). */
export const issuerOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;

/** Who authenticates a user: the tenant, or the home of a guest (entra-saml.md 10.1). */
export function identityProviderOf({
  tenantId,
  homeTenantId,
}: {
  tenantId: string;
  homeTenantId?: string | null | undefined;
}): string {
  const home = homeTenantId ?? tenantId;
  return home === personalAccounts.tenantId ? personalAccounts.identityProvider : issuerOf(home);
}
