import { nameIdFormat } from '../../saml/names.ts';
import type { Claim, ClaimSource } from './claims.ts';

/** Attributes of a user that claims can be made from, under Entra's ids (entra-saml.md 3.1). */
export const userAttributes = {
  'user.userprincipalname': (user) => user.userPrincipalName,
  'user.mail': (user) => user.mail,
  'user.givenname': (user) => user.givenName,
  'user.surname': (user) => user.surname,
  'user.displayname': (user) => user.displayName,
  'user.objectid': (user) => user.id,
} as const satisfies Record<string, (user: ClaimSource['user']) => string | null>;

export type UserAttribute = keyof typeof userAttributes;

/** Where a value comes from. Transformations would be a third kind. */
export type ValueSource =
  | { kind: 'attribute'; attribute: UserAttribute }
  | { kind: 'constant'; value: string };

/** A claim that an administrator may edit. */
export interface ConfiguredClaim {
  /** Stable, also when the name changes. */
  id: string;
  name: string;
  /** Without a slash at the end; empty for a name that stands alone. */
  namespace: string;
  source: ValueSource;
}

/** "Attributes & Claims" of an application. */
export interface ClaimsConfiguration {
  nameIdSource: ValueSource;
  /** In the order in which they are sent. */
  claims: readonly ConfiguredClaim[];
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

/** The value of a source for a user; empty when the user has none. */
export const sourceValue = (source: ValueSource, user: ClaimSource['user']): string =>
  source.kind === 'constant' ? source.value : (userAttributes[source.attribute](user) ?? '');

/** The configured claims of a user; one whose source is empty is left out. */
export function configuredClaims(
  { claims }: ClaimsConfiguration,
  user: ClaimSource['user'],
): Claim[] {
  return claims.flatMap((claim) => {
    const value = sourceValue(claim.source, user);
    return value === '' ? [] : [{ name: wireName(claim), values: [value] }];
  });
}

/** The format of a NameID for which none was set: addresses are e-mail addresses, the rest is unspecified (entra-saml.md 2.5). */
export function formatOf(source: ValueSource): string {
  const address =
    source.kind === 'attribute' &&
    (source.attribute === 'user.userprincipalname' || source.attribute === 'user.mail');
  return address ? nameIdFormat.emailAddress : nameIdFormat.unspecified;
}
