/** Rows about tenants; the conventions are in `../tables.ts`. */
export interface TenantTables {
  tenant: TenantRow;
  verifiedDomain: VerifiedDomainRow;
  domainFederation: DomainFederationRow;
}

export interface TenantRow {
  id: string;
  displayName: string;
  /** Secret input of the pairwise identifiers, so that they cannot be computed from public ids. */
  pairwiseSecret: string;
  /** A `CloudName`: the cloud whose hosts the pages print. */
  cloud: string;
  /** AADSTS code for an Issuer that no application has. */
  unknownIssuerCode: number;
  checksDestination: number;
  checksIssueInstant: number;
  allowsPlainHttp: number;
  /** A `LogoutResponseIssuer`. */
  logoutResponseIssuer: string;
  /** A `QueryEscapes`. */
  logoutQueryEscapes: string;
  /** A `LogoutNameId`. */
  logoutNameId: string;
  createdDateTime: string;
}

export interface VerifiedDomainRow {
  /** In lower case. */
  name: string;
  tenantId: string;
  /** The domain that the tenant was created with: it cannot be federated, and names of guests end in it. */
  isInitial: number;
}

/** How the users of a domain sign in elsewhere; a domain without such a row is managed. */
export interface DomainFederationRow {
  id: string;
  domain: string;
  displayName: string;
  /** Unique over all tenants: a Response is assigned to a domain by it. */
  issuerUri: string;
  /** Null: the mock identity provider of this installation, whose address is known only at run time. */
  passiveSignInUri: string | null;
  /** Base64 of the DER; null for the mock identity provider, which has its own key. */
  signingCertificate: string | null;
  /** The certificate that is announced to follow. */
  nextSigningCertificate: string | null;
  federatedIdpMfaBehavior: string;
  /** The mock identity provider does not answer. */
  mockOutOfOrder: number;
  /** The mock identity provider says that it did multifactor authentication. */
  mockMultipleAuthn: number;
}
