import { sign, verify } from 'node:crypto';
import { thumbprint } from '../../certs/certificate.ts';
import { idsOf } from '../../store/ids.ts';
import type { IdpContext } from '../context.ts';
import { commonKeys } from '../directory/applications/key-credentials.ts';
import type { LoadedKey } from '../directory/applications/key-ring.ts';
import { issuerOf } from '../response/identity-provider.ts';

/** What a token says, with the names of Entra's v1.0 access tokens for applications (docs/identity-platform/access-token-claims-reference.md). */
export interface AccessTokenClaims {
  aud: string;
  iss: string;
  /** Seconds since 1970, as `nbf` and `exp`. */
  iat: number;
  nbf: number;
  exp: number;
  app_displayname: string;
  appid: string;
  /** How the client proved itself: `1` by a secret. */
  appidacr: string;
  idp: string;
  idtyp: 'app';
  /** The servicePrincipal of the client. */
  oid: string;
  /** Absent when the client has no permission. */
  roles?: readonly string[];
  sub: string;
  tid: string;
  uti: string;
  ver: '1.0';
}

/** Who gets a token, and what for. */
export interface TokenSubject {
  tenantId: string;
  servicePrincipalId: string;
  appId: string;
  displayName: string;
  audience: string;
  roles: readonly string[];
}

/** From the answer on, in seconds; Entra's documents say 60 to 90 minutes. */
const LIFETIME = 3600;
/** A token is valid from five minutes before it was issued, in captures. */
const BACKDATED = 300;
/** In characters; ours have about 1,500. */
const MAX_TOKEN = 16_384;

/** The value of `expires_in`: Entra's answer says one second less than an hour. */
export const expiresIn: number = LIFETIME - 1;

/** A signed token. @returns the JWT in its compact form */
export async function issueAccessToken(
  context: Pick<IdpContext, 'db' | 'clock' | 'keys'>,
  subject: TokenSubject,
): Promise<string> {
  const { db, clock } = context;
  const now = clock();
  const seconds = Math.floor(now.getTime() / 1000);
  const issuer = issuerOf(subject.tenantId);
  const claims: AccessTokenClaims = {
    aud: subject.audience,
    iss: issuer,
    iat: seconds - BACKDATED,
    nbf: seconds - BACKDATED,
    exp: seconds + LIFETIME,
    app_displayname: subject.displayName,
    appid: subject.appId,
    appidacr: '1',
    idp: issuer,
    idtyp: 'app',
    oid: subject.servicePrincipalId,
    ...(subject.roles.length > 0 && { roles: subject.roles }),
    sub: subject.servicePrincipalId,
    tid: subject.tenantId,
    uti: idsOf(db).bytes('token', 16).toString('base64url'),
    ver: '1.0',
  };
  const key = await tokenKey(context);
  const kid = keyIdOf(key);
  const text = `${encode({ typ: 'JWT', alg: 'RS256', x5t: kid, kid })}.${encode(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key.privateKey).toString('base64url')}`;
}

/** The key that all tenants share signs tokens, as it signs the metadata that names no application. */
export async function tokenKey({
  db,
  clock,
  keys,
}: Pick<IdpContext, 'db' | 'clock' | 'keys'>): Promise<LoadedKey> {
  const [first] = await commonKeys(db, clock());
  if (!first) throw new TypeError('There is no key for tokens.');
  return keys.load(first.keyId);
}

/** In Entra the key id of a token is the thumbprint of the certificate: SHA-1 as base64url. */
export const keyIdOf = ({ certificate }: LoadedKey): string =>
  Buffer.from(thumbprint(certificate), 'hex').toString('base64url');

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Why a token is refused. */
export type TokenFault = 'malformed' | 'signature' | 'audience' | 'not_yet_valid' | 'expired';

/**
 * Verifies a token that `issueAccessToken` made: RS256 with our own key only, whatever its header says (RFC 8725 3.1), then audience and time.
 *
 * @param audiences those that the caller answers to
 */
export async function verifyAccessToken(
  context: Pick<IdpContext, 'db' | 'clock' | 'keys'>,
  token: string,
  audiences: readonly string[],
): Promise<AccessTokenClaims | TokenFault> {
  const [header, payload, signature, ...more] = token.split('.');
  if (token.length > MAX_TOKEN || !header || !payload || !signature || more.length > 0)
    return 'malformed';
  const { certificate } = await tokenKey(context);
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, certificate.publicKey, Buffer.from(signature, 'base64url')))
    return 'signature';
  // What our own key signed has our own shape.
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as AccessTokenClaims;
  const seconds = context.clock().getTime() / 1000;
  if (!audiences.includes(claims.aud)) return 'audience';
  if (claims.exp <= seconds) return 'expired';
  return claims.nbf > seconds ? 'not_yet_valid' : claims;
}
