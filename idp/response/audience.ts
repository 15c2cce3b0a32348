/** RFC 3986 3.1: a URI begins with its scheme. */
const uri = /^[a-z][a-z0-9+.-]*:/i;

/** The Identifier that the request named; one that is no URI is marked as a servicePrincipalName (entra-saml.md 2.1). */
export const audienceOf = (identifier: string): string =>
  uri.test(identifier) ? identifier : `spn:${identifier}`;
