import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecret, newSecret } from './directory/secrets.ts';

/**
 * `esctx` ties every form to the browser that was given it (entra-saml.md 9.4). SameSite=None, because a service provider's
 * POST binding begins the sign-in from another site; the token below is what keeps foreign forms out.
 */
const NAME = 'esctx';
const options = { path: '/', httpOnly: true, secure: true, sameSite: 'none' } as const;

/** The secret of this browser, as its cookie has it; anything of another shape is none. */
export function browserOf(request: FastifyRequest): string | undefined {
  const value = request.cookies[NAME];
  return isSecret(value) ? value : undefined;
}

/** The same, but a browser without one gets one. Two tabs share it. */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserOf(request);
  if (known) return known;
  const secret = newSecret();
  reply.setCookie(NAME, secret, options);
  return secret;
}

/** A token that only this browser's forms carry for one `purpose`: nobody else knows the key it is made with. */
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
