import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts, type IdpError } from '../../errors.ts';

/** What a request asks for that Entra does not support; undefined when there is nothing (entra-saml.md 1.2). */
export const unsupportedProperty = ({ scoping }: AuthnRequest): string | undefined =>
  scoping.map((part) => `Scoping/${part}`)[0];

/** 75006 around 90011, which Entra sends to the service provider instead of showing it (entra-saml.md 2.6). */
export function unsupported(property: string): IdpError {
  return aadsts(75006, { inner: aadsts(90011, { property }).message });
}

/** @throws {IdpError} 75006 */
export function checkScoping(request: AuthnRequest): void {
  const property = unsupportedProperty(request);
  if (property !== undefined) throw unsupported(property);
}
