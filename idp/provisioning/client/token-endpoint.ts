import { objectOf } from './diagnose.ts';
import { masked } from './exchange.ts';
import { Transport, type TransportOptions } from './transport.ts';

export interface ClientCredentials {
  /** URL of the token endpoint, RFC 6749 3.2. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  /** A secret, or in its place a signed token of another issuer that the endpoint trusts (RFC 7523 2.2): workload identity federation. */
  readonly proof:
    | { readonly secret: string; readonly location?: CredentialLocation }
    | { readonly assertion: string };
  readonly scope?: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly tls?: TransportOptions['tls'];
}

/** Where id and secret of a client are: as HTTP Basic, or in the body (RFC 6749 2.3.1). Default: `Body`. */
export type CredentialLocation = 'Header' | 'Body';

/** A token that was issued. */
export interface IssuedToken {
  readonly token: string;
  /** How long it is valid, if the endpoint said so: RFC 6749 5.1 only recommends that. */
  readonly seconds: number | undefined;
}

/** Why no token could be had: sentences with what to do. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault';
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024;
/** In characters, of what is quoted. */
const LONGEST = 1000;
/** A token is renewed this long before its end. */
const MARGIN_MS = 60_000;
/** Of a token without expires_in. */
const ASSUMED_SECONDS = 3600;

/**
 * What gets a token by client credentials (RFC 6749 4.4), and keeps it until a minute before it expires.
 *
 * The function throws {TokenFault} when the endpoint cannot be reached, refuses, or answers without a token.
 */
export function clientCredentialsToken(options: ClientCredentials): () => Promise<string> {
  let kept: { readonly token: string; readonly until: number } | undefined;
  return async () => {
    if (kept && options.now() < kept.until) return kept.token;
    const { token, seconds = ASSUMED_SECONDS } = await requestToken(options);
    kept = { token, until: options.now() + seconds * 1000 - MARGIN_MS };
    return token;
  };
}

/**
 * Asks for a token by client credentials (RFC 6749 4.4).
 *
 * @throws {TokenFault} when the endpoint cannot be reached, refuses, or answers without a token
 */
export async function requestToken({
  tokenEndpoint,
  clientId,
  proof,
  scope,
  tls,
}: Omit<ClientCredentials, 'now'>): Promise<IssuedToken> {
  const transport = new Transport({
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    maxSockets: 1,
    ...(tls && { tls }),
  });
  const { form, authorization } = proven(clientId, proof);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...form,
    ...(scope !== undefined && { scope }),
  }).toString();
  const { answer, fault } = await transport
    .exchange({
      method: 'POST',
      url: tokenEndpoint,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      body,
    })
    .finally(() => transport.close());
  if (fault || !answer)
    throw new TokenFault(`No token from ${tokenEndpoint}: ${fault?.sentence ?? ''}`);
  const json = objectOf(answer.body);
  if (answer.status !== 200) {
    const { error, error_description: why } = json ?? {};
    const given = [error, why].filter((each) => typeof each === 'string').join(': ');
    const secret = 'secret' in proof ? proof.secret : proof.assertion;
    const inHeader = authorization?.slice('Basic '.length) ?? '';
    const said = masked(masked(given, secret), inHeader).slice(0, LONGEST);
    const what = 'secret' in proof ? 'client secret' : 'what the endpoint trusts';
    throw new TokenFault(
      `The token endpoint ${tokenEndpoint} answered ${answer.status}${said ? ` (${said})` : ''}. Check client ID, ${what} and the address.`,
    );
  }
  const { access_token: token, expires_in: seconds } = json ?? {};
  if (typeof token !== 'string' || token === '')
    throw new TokenFault(
      `The token endpoint ${tokenEndpoint} answered 200 without access_token. Check that it is a token endpoint (RFC 6749 5.1).`,
    );
  return { token, seconds: typeof seconds === 'number' ? seconds : undefined };
}

/** What of a request for a token says who asks. */
function proven(
  clientId: string,
  proof: ClientCredentials['proof'],
): { form: Record<string, string>; authorization?: string } {
  if ('assertion' in proof)
    return {
      form: {
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: proof.assertion,
      },
    };
  const { secret, location = 'Body' } = proof;
  return location === 'Header'
    ? { form: {}, authorization: basic(clientId, secret) }
    : { form: { client_id: clientId, client_secret: secret } };
}

/** Both parts are encoded as in a form first (RFC 6749 2.3.1). */
function basic(clientId: string, clientSecret: string): string {
  const [id = '', secret = ''] = [clientId, clientSecret].map((part) =>
    new URLSearchParams({ part }).toString().slice('part='.length),
  );
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
