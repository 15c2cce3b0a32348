import {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  defaultConfiguration,
  wireName,
} from './claims-configuration.ts';
import { identityProviderOf } from './identity-provider.ts';
import { type ClaimsUser, sourceValue } from './value-source.ts';

/** One `Attribute`, with one or more values (entra-saml.md 2.4). */
export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
}

/** What claims are made from. */
export interface ClaimSource {
  tenantId: string;
  user: ClaimsUser;
  /** The values of authnmethodsreferences. */
  authnMethodsReferences: readonly string[];
}

const I = 'http://schemas.microsoft.com/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';

/**
 * The claims of an application in Entra's order: five that every application gets, then the configured ones (four by default).
 * A claim without a value is left out, never sent empty.
 */
export function claimsFor(
  { tenantId, user, authnMethodsReferences }: ClaimSource,
  configuration: ClaimsConfiguration,
): Claim[] {
  const always: [name: string, value: string][] = [
    [`${I}tenantid`, tenantId],
    [`${I}objectidentifier`, user.id],
    [`${I}displayname`, user.displayName],
    [`${I}identityprovider`, identityProviderOf({ ...user, tenantId })],
  ];
  return [
    ...always.flatMap(([name, value]) => claim(name, value)),
    {
      name: `${M}authnmethodsreferences`,
      values: authnMethodsReferences,
    },
    ...configuration.claims.flatMap((configured) => configuredClaim(configured, user)),
  ];
}

const claim = (name: string, value: string): Claim[] =>
  value === '' ? [] : [{ name, values: [value] }];

const configuredClaim = (configured: ConfiguredClaim, user: ClaimsUser): Claim[] =>
  claim(wireName(configured), sourceValue(configured.source, user));

/** The nine claims of an application with the default configuration. */
export const defaultClaims = (source: ClaimSource): Claim[] =>
  claimsFor(source, defaultConfiguration);
