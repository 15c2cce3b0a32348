/** One `Attribute`; several values stand side by side in it (entra-saml.md 2.4). */
export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
}

/** What claims are made from. */
export interface ClaimSource {
  tenantId: string;
  user: {
    id: string;
    displayName: string;
    userPrincipalName: string;
    givenName: string | null;
    surname: string | null;
    mail: string | null;
  };
}

const X = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const I = 'http://schemas.microsoft.com/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';

/** How the user proved who they are, in the words of authnmethodsreferences (entra-saml.md 2.4). */
const PASSWORD = 'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password';

/** The nine claims that every application gets, in Entra's order; one without a value is left out, never sent empty. */
export function defaultClaims({ tenantId, user }: ClaimSource): Claim[] {
  const claims: [name: string, value: string | null][] = [
    [`${I}tenantid`, tenantId],
    [`${I}objectidentifier`, user.id],
    [`${I}displayname`, user.displayName],
    [`${I}identityprovider`, issuerOf(tenantId)],
    [`${M}authnmethodsreferences`, PASSWORD],
    [`${X}givenname`, user.givenName],
    [`${X}surname`, user.surname],
    [`${X}emailaddress`, user.mail],
    [`${X}name`, user.userPrincipalName],
  ];
  return claims.flatMap(([name, value]) => (value ? [{ name, values: [value] }] : []));
}

/** The entityID of a tenant, wherever the mock listens (entra-saml.md 5.1). */
export const issuerOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;
