import { type AuthnRequest, readAuthnRequest } from '../saml/authn-request.ts';
import { SamlError } from '../saml/errors.ts';
import type { ReadMessage } from './read-messages.ts';

/** What a captured AuthnRequest asks for; nothing for one that cannot be read. */
export function askedBy({ xml }: Pick<ReadMessage, 'xml'>): Partial<AuthnRequest> {
  try {
    return readAuthnRequest(xml);
  } catch (error) {
    if (error instanceof SamlError) return {};
    throw error;
  }
}
