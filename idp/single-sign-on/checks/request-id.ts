import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts } from '../../errors.ts';

/** xs:ID is an NCName (XML Namespaces 1.0, 3): it starts with a letter or `_`, never with a digit, and has no colon. */
const ncName = /^[\p{L}_][\p{L}\p{M}\p{N}._\u00B7-]*$/u;

/** @throws {IdpError} 7500529 */
export function checkRequestId({ id }: Pick<AuthnRequest, 'id'>): void {
  if (!ncName.test(id)) throw aadsts(7500529, { id });
}
