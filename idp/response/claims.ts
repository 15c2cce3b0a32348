import {
  type ClaimsConfiguration,
  defaultConfiguration,
  wireName,
} from './claims-configuration.ts';
import { groupClaimsFor, type MembershipClaim } from './group-claims.ts';
import type { GroupClaims } from './group-claims-configuration.ts';
import { identityProviderOf } from './identity-provider.ts';
import { type Memberships, noMemberships } from './memberships.ts';
import { roleClaimsFor } from './role-claims.ts';
import { type ClaimsUser, sourceInWords, sourceValue, type ValueSource } from './value-source.ts';

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
  /** Default: none, as without group claims and app roles. */
  memberships?: Memberships | undefined;
  /** "Group Claims" of the application. Default: none. */
  groupClaims?: GroupClaims | undefined;
}

const I = 'http://schemas.microsoft.com/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';

/**
 * The claims of an application in Entra's order: five that every application gets, then the configured ones (four by default).
 * A claim without a value is left out, never sent empty.
 */
export const claimsFor = (source: ClaimSource, configuration: ClaimsConfiguration): Claim[] =>
  candidates(source, configuration).filter(({ values }) => values.length > 0);

/** A claim, sent or left out, and why. */
export interface ClaimWithReason extends Claim {
  readonly reason: string;
}

/** All claims that an application might get, in order: those left out have no values. */
export const explainClaims = (
  source: ClaimSource,
  configuration: ClaimsConfiguration,
): ClaimWithReason[] =>
  candidates(source, configuration).map(({ name, values, from }) => ({
    name,
    values,
    reason: reasonOf(from, values.length > 0),
  }));

/** Where the values of a claim come from; every application gets the first two kinds. */
type Origin = 'always' | 'methods' | MembershipClaim | ValueSource;

interface Candidate extends Claim {
  readonly from: Origin;
}

function candidates(
  { tenantId, user, authnMethodsReferences, groupClaims, memberships = noMemberships }: ClaimSource,
  configuration: ClaimsConfiguration,
): Candidate[] {
  const ofMemberships = [
    ...roleClaimsFor(groupClaims, memberships),
    ...groupClaimsFor(groupClaims, memberships, { tenantId, userId: user.id }),
  ].map((claim) => ({ ...claim, from: claim }));
  const at = (place: MembershipClaim['place']) =>
    ofMemberships.filter((claim) => claim.place === place);
  return [
    candidate(`${I}tenantid`, tenantId, 'always'),
    candidate(`${I}objectidentifier`, user.id, 'always'),
    candidate(`${I}displayname`, user.displayName, 'always'),
    ...at('groups'),
    candidate(`${I}identityprovider`, identityProviderOf({ ...user, tenantId }), 'always'),
    { name: `${M}authnmethodsreferences`, values: authnMethodsReferences, from: 'methods' },
    ...at('roles'),
    ...configuration.claims.map((configured) =>
      candidate(wireName(configured), sourceValue(configured.source, user), configured.source),
    ),
    ...at('last'),
  ];
}

const candidate = (name: string, value: string, from: Origin): Candidate => ({
  name,
  values: value === '' ? [] : [value],
  from,
});

function reasonOf(from: Origin, sent: boolean): string {
  if (from === 'always') return sent ? 'Every application gets it' : 'The user has no value for it';
  if (from === 'methods') return 'How the user signed in';
  if ('reason' in from) return from.reason;
  const words = sourceInWords(from);
  return sent ? `From ${words}` : `${words} is empty, so it is left out`;
}

/** The nine claims of an application with the default configuration. */
export const defaultClaims = (source: ClaimSource): Claim[] =>
  claimsFor(source, defaultConfiguration);
