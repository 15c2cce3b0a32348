import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecret } from '../../passwords/secret.ts';
import { hashSecret } from '../secrets.ts';

const COOKIE = 'peakon_session';
const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto' } as const;

/** Hash of the session cookie; undefined when it is missing or malformed. */
export function sessionHash(request: FastifyRequest): string | undefined {
  const secret = request.cookies[COOKIE];
  return isSecret(secret) ? hashSecret(secret) : undefined;
}

/**
 * Sets the session cookie. It ends with the browser; the session itself ends by our clock, which a lab may
 * set to a different day than the browser's. `Secure` when the site is reached by https.
 */
export function setSessionCookie(reply: FastifyReply, secret: string): void {
  reply.setCookie(COOKIE, secret, options);
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, options);
}
