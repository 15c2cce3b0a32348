import type { OptionalClaim } from './claims-configuration.ts';
import { type ClaimsSubject, type ClaimsUser, userAttributes } from './user-attributes.ts';

/**
 * Names of optional claims in SAML tokens: that of upn is documented (saml-claims-customization.md), acct is among the restricted claims, and that of
 * email is assumed.
 */
const names = {
  acct: 'http://schemas.microsoft.com/identity/claims/acct',
  email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  upn: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
} as const satisfies Record<OptionalClaim['name'], string>;

/** An optional claim with its value (optional-claims-reference.md). */
export function optionalClaim(
  { name, additionalProperties = [] }: OptionalClaim,
  subject: ClaimsSubject,
): { name: string; values: readonly string[]; reason: string } {
  const value = optionalValue(name, additionalProperties, subject);
  return {
    name: names[name],
    values: value === '' ? [] : [value],
    reason: value === '' ? `The optional claim ${name} has no value` : `The optional claim ${name}`,
  };
}

function optionalValue(
  name: OptionalClaim['name'],
  properties: readonly string[],
  subject: ClaimsSubject,
): string {
  const { user } = subject;
  switch (name) {
    case 'acct':
      return user.userType === 'Guest' ? '1' : '0';
    case 'email':
      return user.mail ?? '';
    case 'upn':
      return upnOf(user, properties, subject);
  }
}

/** A guest has the name of the home account, unless the name in this tenant is asked for. */
function upnOf(user: ClaimsUser, properties: readonly string[], subject: ClaimsSubject): string {
  if (properties.includes('include_externally_authenticated_upn_without_hash'))
    return user.userPrincipalName.replace('#EXT#', '_EXT_');
  if (properties.includes('include_externally_authenticated_upn')) return user.userPrincipalName;
  return userAttributes['user.userprincipalname'](subject);
}
