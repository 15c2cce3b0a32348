import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts } from '../../errors.ts';
import { requestableFormats } from '../../response/name-id.ts';

/**
 * Four formats can be requested; AllowCreate is ignored (entra-saml.md 1.3).
 *
 * @throws {IdpError} 750161
 */
export function checkNameIDPolicy({ nameIDPolicy }: AuthnRequest): void {
  const format = nameIDPolicy?.format;
  if (format !== undefined && !requestableFormats.has(format))
    throw aadsts(750161, {}, { cause: `The request asks for the format '${format}'.` });
}
