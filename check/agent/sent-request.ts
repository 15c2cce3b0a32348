import type { ExchangeMessage } from '../../exchanges/exchange.ts';
import { messageInUrl } from '../../exchanges/message-in-url.ts';
import { type AuthnRequest, readAuthnRequest } from '../../saml/authn-request.ts';
import { decodePost } from '../../saml/bindings/post.ts';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { SamlError } from '../../saml/errors.ts';
import { CheckFault } from '../errors.ts';
import { where } from './exchange.ts';

/** The AuthnRequest that a service provider sent to the identity provider; the check answers it in its place. */
export interface SentRequest {
  /** The URL it was sent to, without the message. */
  readonly destination: string;
  readonly request: AuthnRequest;
  readonly relayState: string | undefined;
  /** As it was sent. */
  readonly sent: Pick<ExchangeMessage, 'binding' | 'value' | 'query'>;
}

/** The AuthnRequest in a redirect (SAML Bindings 3.4), or undefined if the URL has none. @throws {CheckFault} `no_request` when it is another message */
export function requestInUrl(url: string): SentRequest | undefined {
  const parameters = URL.parse(url)?.searchParams;
  const message = parameters?.get('SAMLRequest');
  if (!parameters || !message) return undefined;
  return {
    destination: where(url),
    request: read(() => readAuthnRequest(inflateRedirect(message)), url),
    relayState: parameters.get('RelayState') ?? undefined,
    sent: { binding: 'HTTP-Redirect', value: message, ...signedQuery(url) },
  };
}

/** The AuthnRequest in a form (SAML Bindings 3.5), or undefined if it has none. @throws {CheckFault} `no_request` when it is another message */
export function requestInForm(
  action: string,
  fields: readonly (readonly [string, string])[],
): SentRequest | undefined {
  const values = new Map(fields);
  const message = values.get('SAMLRequest');
  if (!message) return undefined;
  return {
    destination: where(action),
    request: read(() => readAuthnRequest(decodePost(message)), action),
    relayState: values.get('RelayState'),
    sent: { binding: 'HTTP-POST', value: message },
  };
}

function signedQuery(url: string): Pick<ExchangeMessage, 'query'> {
  const { query } = messageInUrl(url, 'SAMLRequest', new Date(0)) ?? {};
  return query === undefined ? {} : { query };
}

function read(request: () => AuthnRequest, url: string): AuthnRequest {
  try {
    return request();
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    throw new CheckFault(
      'no_request',
      `The service provider sends a SAMLRequest to ${where(url)} that is not an AuthnRequest: ${error.message} Check that --login-url starts a sign-in.`,
    );
  }
}
