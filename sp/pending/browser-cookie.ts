import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecret, newSecret } from '../../passwords/secret.ts';
import { hashSecret } from '../secrets.ts';

/**
 * Ties requests to a browser. The response comes by a POST from another site, and on that a browser sends only cookies
 * that are `SameSite=None; Secure`; Chromium keeps `Secure` cookies on http loopback as well.
 */
const COOKIE = 'peakon_pending';

/** Hash of this browser's secret; undefined when the cookie is missing or malformed. */
export function browserHash(request: FastifyRequest): string | undefined {
  const secret = request.cookies[COOKIE];
  return isSecret(secret) ? hashSecret(secret) : undefined;
}

/** Hash of this browser's secret; sets the cookie if it is missing. Ends with the browser session. */
export function ensureBrowserHash(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserHash(request);
  if (known !== undefined) return known;
  const secret = newSecret();
  reply.setCookie(COOKIE, secret, { path: '/', httpOnly: true, secure: true, sameSite: 'none' });
  return hashSecret(secret);
}
