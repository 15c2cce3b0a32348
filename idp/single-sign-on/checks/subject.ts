import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts } from '../../errors.ts';

/**
 * Entra refuses a Subject; `login_hint` replaces it (entra-saml.md 1.2, 1.5).
 *
 * @throws {IdpError} 900236
 */
export function checkSubject({ hasSubject }: AuthnRequest): void {
  if (hasSubject) throw aadsts(900236, { property: 'Subject' });
}
