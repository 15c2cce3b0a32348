import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { binding } from '../../../saml/names.ts';
import { aadsts } from '../../errors.ts';

/** The answer only ever goes out by HTTP-POST (entra-saml.md 1.1). @throws {IdpError} 75003 */
export function checkProtocolBinding({ protocolBinding }: AuthnRequest): void {
  if (protocolBinding !== undefined && protocolBinding !== binding.post)
    throw aadsts(75003, { binding: protocolBinding });
}
