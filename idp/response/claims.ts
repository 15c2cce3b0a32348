import {
  type ClaimsConfiguration,
  configuredClaims,
  defaultConfiguration,
} from './claims-configuration.ts';

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
  /** Whether a second factor was given besides the password. */
  secondFactor?: boolean | undefined;
}

const I = 'http://schemas.microsoft.com/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';

/** How the user proved who they are, in the words of authnmethodsreferences (entra-saml.md 2.4). */
const PASSWORD = 'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password';
/** Stands last, after a second factor. */
const MULTIPLE = `${M}multipleauthn`;

/**
 * The claims of an application in Entra's order: five that are always there, then the configured ones, four unless somebody
 * changed them. One without a value is left out, never sent empty.
 */
export function claimsFor(
  { tenantId, user, secondFactor }: ClaimSource,
  configuration: ClaimsConfiguration,
): Claim[] {
  const claims: [name: string, value: string | null][] = [
    [`${I}tenantid`, tenantId],
    [`${I}objectidentifier`, user.id],
    [`${I}displayname`, user.displayName],
    [`${I}identityprovider`, issuerOf(tenantId)],
  ];
  return [
    ...claims.flatMap(([name, value]) => (value ? [{ name, values: [value] }] : [])),
    {
      name: `${M}authnmethodsreferences`,
      values: secondFactor ? [PASSWORD, MULTIPLE] : [PASSWORD],
    },
    ...configuredClaims(configuration, user),
  ];
}

/** The nine claims of an application that nobody has configured. */
export const defaultClaims = (source: ClaimSource): Claim[] =>
  claimsFor(source, defaultConfiguration);

/** The entityID of a tenant, wherever the mock listens (entra-saml.md 5.1). */
export const issuerOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;
