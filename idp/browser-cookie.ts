import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecret, newSecret } from '../passwords/secret.ts';

/**
 * `esctx` ties every form to the browser it was made for (entra-saml.md 9.4). SameSite=None, because with the POST binding another site
 * starts the sign-in; the token below keeps foreign forms out.
 */
const NAME = 'esctx';
const options = { path: '/', httpOnly: true, secure: true, sameSite: 'none' } as const;

/** The secret in this browser's cookie; malformed values are ignored. */
export function browserOf(request: FastifyRequest): string | undefined {
  const value = request.cookies[NAME];
  return isSecret(value) ? value : undefined;
}

/** The same; sets the cookie if it is missing. Tabs share it. */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserOf(request);
  if (known) return known;
  const secret = newSecret();
  reply.setCookie(NAME, secret, options);
  return secret;
}

/** A token for this browser's forms of one `purpose`. It is an HMAC keyed with the browser's secret, so other sites cannot make it. */
export function formToken(browser: string, ...purpose: readonly string[]): string {
  return createHmac('sha256', browser).update(JSON.stringify(purpose)).digest('base64url');
}

/** Compares in constant time. */
export function isFormToken(
  given: string | undefined,
  browser: string,
  ...purpose: readonly string[]
): boolean {
  const expected = Buffer.from(formToken(browser, ...purpose));
  const found = Buffer.from(given ?? '');
  return found.length === expected.length && timingSafeEqual(found, expected);
}
