import { nameIdFormat } from '../../saml/names.ts';
import { personalAccounts } from './identity-provider.ts';

/** What claims are made from; of a user in the directory. */
export interface ClaimsUser {
  id: string;
  displayName: string;
  userPrincipalName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  /** Of a guest: the tenant of the account that signed in. */
  homeTenantId?: string | null | undefined;
}

/** Attributes of a user that claims can be made from, under Entra's ids (entra-saml.md 3.1). */
export const userAttributes = {
  'user.userprincipalname': shownUserPrincipalName,
  'user.localuserprincipalname': (user) => user.userPrincipalName,
  'user.mail': (user) => user.mail,
  'user.givenname': (user) => user.givenName,
  'user.surname': (user) => user.surname,
  'user.displayname': (user) => user.displayName,
  'user.objectid': (user) => user.id,
} as const satisfies Record<string, (user: ClaimsUser) => string | null>;

/** A guest from another tenant has the home address in its place, a guest with a personal account the name with `#EXT#` (entra-saml.md 11.2). */
function shownUserPrincipalName({ homeTenantId, mail, userPrincipalName }: ClaimsUser): string {
  const fromTenant = homeTenantId && homeTenantId !== personalAccounts.tenantId;
  return (fromTenant && mail) || userPrincipalName;
}

export type UserAttribute = keyof typeof userAttributes;

/** Where a value comes from. Each `switch` over `kind` fails to compile until it knows a new kind, e.g. a transformation. */
export type ValueSource =
  | { kind: 'attribute'; attribute: UserAttribute }
  | { kind: 'constant'; value: string };

/** The value of a source for a user; empty when the user has none. */
export function sourceValue(source: ValueSource, user: ClaimsUser): string {
  switch (source.kind) {
    case 'attribute':
      return userAttributes[source.attribute](user) ?? '';
    case 'constant':
      return source.value;
  }
}

/** The source as Entra's pages print it; a constant in quotes. */
export function sourceInWords(source: ValueSource): string {
  switch (source.kind) {
    case 'attribute':
      return source.attribute;
    case 'constant':
      return `"${source.value}"`;
  }
}

const addresses: ReadonlySet<UserAttribute> = new Set([
  'user.userprincipalname',
  'user.localuserprincipalname',
  'user.mail',
]);

/** The format of a NameID for which none was set: addresses are e-mail addresses, the rest is unspecified (entra-saml.md 2.5). */
export function formatOf(source: ValueSource): string {
  switch (source.kind) {
    case 'attribute':
      return addresses.has(source.attribute) ? nameIdFormat.emailAddress : nameIdFormat.unspecified;
    case 'constant':
      return nameIdFormat.unspecified;
  }
}
