import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';

/** What a client sends for a token. */
export interface TokenRequest {
  clientId: string;
  /** As it was sent: `<resource>/.default`. */
  scope: string;
  /** The part before `/.default`. */
  resource: string;
  clientSecret: string | undefined;
}

/** In characters; longer values are cut in messages. */
const SHOWN = 200;

/**
 * Reads a request for a token by client credentials (RFC 6749 4.4). What the protocol demands is refused before any credential is looked at; the
 * order is assumed.
 *
 * @param authorization the header, for a client that authenticates by HTTP Basic (RFC 6749 2.3.1)
 * @throws {IdpError} 900144 when a parameter is missing
 * @throws {IdpError} 70003 for another grant type
 * @throws {IdpError} 1002012 when the scope is not one resource with `/.default`
 * @throws {IdpError} 9000411 when a parameter was sent more than once
 */
export function readTokenRequest(body: unknown, authorization: string | undefined): TokenRequest {
  const basic = basicCredentials(authorization);
  const form = readOnce(body, ['grant_type', 'client_id', 'client_secret', 'scope']);
  const {
    grant_type: grantType,
    client_id: clientId = basic?.clientId,
    client_secret: clientSecret = basic?.clientSecret,
    scope,
  } = form;
  if (!grantType) throw aadsts(900144, { parameter: 'grant_type' });
  if (grantType !== 'client_credentials')
    throw aadsts(70003, { grantType: grantType.slice(0, SHOWN) });
  if (!clientId) throw aadsts(900144, { parameter: 'client_id' });
  if (!scope) throw aadsts(900144, { parameter: 'scope' });
  const resource = /^(\S+)\/\.default$/.exec(scope)?.[1];
  if (!resource) throw aadsts(1002012, { scope: scope.slice(0, SHOWN) });
  return { clientId, scope, resource, clientSecret: clientSecret || undefined };
}

/** Both parts are form-encoded before they are put together (RFC 6749 2.3.1). A header that cannot be read counts as absent. */
function basicCredentials(authorization: string | undefined) {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { clientId: decode(text.slice(0, colon)), clientSecret: decode(text.slice(colon + 1)) };
}

/** One value of a form. */
const decode = (value: string): string =>
  new URLSearchParams(`v=${value.replaceAll('&', '%26')}`).get('v') ?? '';
