import { type AuthnRequest, readAuthnRequest } from '../../../saml/authn-request.ts';
import { decodePost } from '../../../saml/bindings/post.ts';
import { inflateRedirect } from '../../../saml/bindings/redirect.ts';
import { SamlError } from '../../../saml/errors.ts';
import { aadsts } from '../../errors.ts';

export type RequestBinding = 'redirect' | 'post';

/**
 * The message must be encoded as its binding requires, be XML without a DTD, and be an AuthnRequest. Other schema violations are
 * tolerated, like Entra; real service providers vary.
 *
 * @throws {IdpError} 75005 for a wrong encoding, a message that is too large, or another message
 * @throws {IdpError} 7500525 for XML that cannot be read
 * @throws {IdpError} 50061 for a message of single sign-out
 */
export function checkReadable(value: string, binding: RequestBinding): AuthnRequest {
  try {
    return readAuthnRequest(binding === 'redirect' ? inflateRedirect(value) : decodePost(value));
  } catch (error) {
    if (error instanceof SamlError) throw refusal(error);
    throw error;
  }
}

/** The XML of a message, for display; `undefined` when it cannot be decoded. */
export function messageText(value: string, binding: RequestBinding): string | undefined {
  try {
    const bytes = binding === 'redirect' ? inflateRedirect(value) : decodePost(value);
    return Buffer.from(bytes).toString('utf8');
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

function refusal({ code, message, detail }: SamlError) {
  if (code === 'not_xml' || code === 'doctype' || code === 'too_deep')
    return aadsts(7500525, { reason: message }, { detail });
  if (code === 'wrong_message' && /^Logout(?:Request|Response)$/.test(detail))
    return aadsts(50061, { reason: 'SAML single sign-out is not implemented.' }, { detail });
  return aadsts(75005, { reason: message }, { detail });
}
