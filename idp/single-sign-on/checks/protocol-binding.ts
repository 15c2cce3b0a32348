import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { binding } from '../../../saml/names.ts';
import { aadsts } from '../../errors.ts';

/**
 * Responses are sent by HTTP-POST only (entra-saml.md 1.1).
 *
 * @throws {IdpError} 75003
 */
export function checkProtocolBinding({ protocolBinding }: AuthnRequest): void {
  if (protocolBinding !== undefined && protocolBinding !== binding.post)
    throw aadsts(75003, { binding: protocolBinding });
}
