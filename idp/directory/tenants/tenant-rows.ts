/** Rows about tenants; the conventions are in `../tables.ts`. */
export interface TenantTables {
  tenant: TenantRow;
  verifiedDomain: { name: string; tenantId: string };
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
  createdDateTime: string;
}
