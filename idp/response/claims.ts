import { resolve } from './claim-conditions.ts';
import {
  type ClaimsConfiguration,
  type ConfiguredClaim,
  defaultConfiguration,
  wireName,
} from './claims-configuration.ts';
import { groupClaimsFor, type MembershipClaim } from './group-claims.ts';
import type { GroupClaims } from './group-claims-configuration.ts';
import { identityProviderOf } from './identity-provider.ts';
import { type Memberships, noMemberships } from './memberships.ts';
import { optionalClaim } from './optional-claims.ts';
import { isRestricted } from './restricted-claims.ts';
import { roleClaimsFor } from './role-claims.ts';
import { TransformationFailure } from './transformations.ts';
import type { ClaimsSubject } from './user-attributes.ts';

/** One `Attribute`, with one or more values (entra-saml.md 2.4). */
export interface Claim {
  readonly name: string;
  readonly values: readonly string[];
  /** NameFormat, where one is sent. */
  readonly nameFormat?: string | undefined;
}

/** What claims are made from. */
export interface ClaimSource extends ClaimsSubject {
  tenantId: string;
  /** The values of authnmethodsreferences. */
  authnMethodsReferences: readonly string[];
  /** Default: none, as without group claims and app roles. */
  memberships?: Memberships | undefined;
  /** "Group Claims" of the application. Default: none. */
  groupClaims?: GroupClaims | undefined;
  /** Whether the key that signs is a custom signing key. Default: no. */
  hasCustomKey?: boolean | undefined;
}

const I = 'http://schemas.microsoft.com/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';

/** The NameFormat of names that are URIs (SAML Core 8.2.2). */
const uriNames = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';

/** A transformation of a claim, or of the NameID, ends the sign-in. */
export class ClaimFailure extends Error {
  /** Of the claim; `nameidentifier` for the NameID. */
  readonly claim: string;
  override readonly cause: TransformationFailure;

  constructor(claim: string, cause: TransformationFailure) {
    super(cause.message);
    this.name = 'ClaimFailure';
    this.claim = claim;
    this.cause = cause;
  }
}

/**
 * The claims of an application in Entra's order: five that every application gets, then the configured ones (four by default).
 * A claim without a value is left out, never sent empty.
 *
 * @throws {ClaimFailure} when a transformation lacks an input, or takes too long
 */
export const claimsFor = (source: ClaimSource, configuration: ClaimsConfiguration): Claim[] => {
  const all = candidates(source, configuration);
  for (const { name, failure } of all) if (failure) throw new ClaimFailure(name, failure);
  return all.filter(({ values }) => values.length > 0);
};

/** A claim, sent or left out, and why. */
export interface ClaimWithReason extends Claim {
  readonly reason: string;
}

/** All claims that an application might get, in order: those left out have no values. */
export const explainClaims = (
  source: ClaimSource,
  configuration: ClaimsConfiguration,
): ClaimWithReason[] =>
  candidates(source, configuration).map(({ name, values, reason }) => ({ name, values, reason }));

interface Candidate extends ClaimWithReason {
  readonly failure?: TransformationFailure | undefined;
}

function candidates(source: ClaimSource, configuration: ClaimsConfiguration): Candidate[] {
  const { tenantId, user, authnMethodsReferences } = source;
  const { groupClaims, memberships = noMemberships } = source;
  const ofMemberships = [
    ...roleClaimsFor(groupClaims, memberships),
    ...groupClaimsFor(groupClaims, memberships, { tenantId, userId: user.id }),
  ];
  const at = (place: MembershipClaim['place']) =>
    ofMemberships.filter((claim) => claim.place === place);
  const core = [
    always(`${I}tenantid`, tenantId),
    always(`${I}objectidentifier`, user.id),
    always(`${I}displayname`, user.displayName),
    ...at('groups'),
    always(`${I}identityprovider`, identityProviderOf({ ...user, tenantId })),
    {
      name: `${M}authnmethodsreferences`,
      values: authnMethodsReferences,
      reason: 'How the user signed in',
    },
    ...at('roles'),
  ];
  const nameFormat = configuration.options?.includeAttributeNameFormat ? uriNames : undefined;
  const named = ({ name, values, reason, failure }: Candidate): Candidate => ({
    name,
    values,
    reason,
    nameFormat,
    failure,
  });
  const own = configuration.claims.map((configured) => configuredClaim(configured, source));
  // "Customization done in the Attributes & Claims section can overwrite the optional claims" (saml-claims-customization.md).
  const optional = (configuration.options?.optionalClaims ?? [])
    .map((claim) => optionalClaim(claim, source))
    .filter(({ name }) => !own.some((claim) => claim.name === name));
  return [...core.map(named), ...own, ...optional.map(named), ...at('last').map(named)];
}

const always = (name: string, value: string) => ({
  name,
  values: value === '' ? [] : [value],
  reason: value === '' ? 'The user has no value for it' : 'Every application gets it',
});

function configuredClaim(configured: ConfiguredClaim, subject: ClaimSource): Candidate {
  const name = wireName(configured);
  const { nameFormat } = configured;
  if (isRestricted(name, subject.hasCustomKey)) {
    const reason = 'Entra reserves the name unless a custom signing key is active';
    return { name, nameFormat, values: [], reason };
  }
  try {
    return { name, nameFormat, ...resolve(configured, subject) };
  } catch (failure) {
    if (!(failure instanceof TransformationFailure)) throw failure;
    const reason = `AADSTS${failure.code} ends the sign-in: ${failure.message}`;
    return { name, nameFormat, values: [], reason, failure };
  }
}

/** The nine claims of an application with the default configuration. */
export const defaultClaims = (source: ClaimSource): Claim[] =>
  claimsFor(source, defaultConfiguration);
