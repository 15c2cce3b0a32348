import { type AuthnRequest, readAuthnRequest } from '../../saml/authn-request.ts';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { SamlError } from '../../saml/errors.ts';
import { MICROSOFT_ONLINE } from '../federation/microsoft-online.ts';

/** A request that this identity provider does not answer; `message` is a sentence for the person at the browser. */
export class RefusedRequest extends Error {}

/** @param encoded SAMLRequest of the query. @throws {RefusedRequest} when it cannot be read, or is not from the tenant */
export function readRequest(encoded: string | undefined): AuthnRequest {
  if (!encoded)
    throw new RefusedRequest(
      'This is the sign-in page of an organization. Start at the application that you want to open.',
    );
  const request = read(encoded);
  if (request.issuer !== MICROSOFT_ONLINE)
    throw new RefusedRequest(
      `This identity provider has no relying party "${(request.issuer ?? '').slice(0, 200)}"; it knows ${MICROSOFT_ONLINE}.`,
    );
  return request;
}

function read(encoded: string): AuthnRequest {
  try {
    return readAuthnRequest(inflateRedirect(encoded));
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    throw new RefusedRequest(`The sign-in request cannot be read. ${error.message}`);
  }
}
