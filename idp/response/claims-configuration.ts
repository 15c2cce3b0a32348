import type { ClaimCondition } from './claim-conditions.ts';
import type { UserAttribute } from './user-attributes.ts';
import type { ValueSource } from './value-source.ts';

/** A claim that an administrator may edit. */
export interface ConfiguredClaim {
  /** Stable, also when the name changes. */
  id: string;
  name: string;
  /** Without a slash at the end; empty when the name is the whole name. */
  namespace: string;
  /** "Choose name format": the NameFormat of the Attribute; absent: none. */
  nameFormat?: string | undefined;
  /** Absent only when there are conditions. */
  source?: ValueSource | undefined;
  conditions?: readonly ClaimCondition[] | undefined;
}

/** "Advanced SAML claims options" (entra-saml.md 3.7). */
export interface ClaimsOptions {
  /** "Include attribute name format": NameFormat on the claims that every application gets. */
  includeAttributeNameFormat?: boolean | undefined;
  /** "Append application ID to issuer"; ignored without a custom signing key. */
  appendApplicationIdToIssuer?: boolean | undefined;
  /** "Override audience claim": the Audience, a URI; `''` for none. Ignored without a custom signing key. */
  audienceOverride?: string | undefined;
  /** Optional claims of SAML tokens, as in Graph's optionalClaims.saml2Token. */
  optionalClaims?: readonly OptionalClaim[] | undefined;
}

/** What optional claims change (optional-claims-reference.md in MicrosoftDocs/entra-docs). */
export const upnProperties = [
  'include_externally_authenticated_upn',
  'include_externally_authenticated_upn_without_hash',
] as const;

/** An optional claim of Graph's resource type optionalClaim. */
export interface OptionalClaim {
  name: 'acct' | 'email' | 'upn';
  /** Of `upn`: some of `upnProperties`. */
  additionalProperties?: readonly string[] | undefined;
}

/** "Attributes & Claims" of an application. */
export interface ClaimsConfiguration {
  nameIdSource: ValueSource;
  nameIdConditions?: readonly ClaimCondition[] | undefined;
  /** In the order in which they are sent. */
  claims: readonly ConfiguredClaim[];
  options?: ClaimsOptions | undefined;
}

export const defaultNamespace = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

const byDefault = (name: string, attribute: UserAttribute): ConfiguredClaim => ({
  id: name,
  name,
  namespace: defaultNamespace,
  source: { kind: 'attribute', attribute },
});

/** What an application starts with (entra-saml.md 2.4). */
export const defaultConfiguration: ClaimsConfiguration = {
  nameIdSource: { kind: 'attribute', attribute: 'user.userprincipalname' },
  claims: [
    byDefault('givenname', 'user.givenname'),
    byDefault('surname', 'user.surname'),
    byDefault('emailaddress', 'user.mail'),
    byDefault('name', 'user.userprincipalname'),
  ],
};

/** The name on the wire: namespace, slash and name, or the name alone (entra-saml.md 3.1). */
export const wireName = ({
  name,
  namespace,
}: Pick<ConfiguredClaim, 'name' | 'namespace'>): string =>
  namespace === '' ? name : `${namespace.replace(/\/$/, '')}/${name}`;

/** Whether a claim or the NameID depends on the groups of the user, so that they must be read. */
export const dependsOnGroups = ({ nameIdConditions = [], claims }: ClaimsConfiguration): boolean =>
  [...nameIdConditions, ...claims.flatMap(({ conditions = [] }) => conditions)].some(
    ({ groupIds }) => groupIds.length > 0,
  );
