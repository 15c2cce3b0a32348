import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecret } from '../../../passwords/secret.ts';
import { hashSecret } from '../../secrets.ts';

/** Not the cookie of employees: a person may be signed in as both in one browser. */
const COOKIE = 'peakon_admin';
const options = { path: '/admin', httpOnly: true, sameSite: 'lax', secure: 'auto' } as const;

/** Hash of the administrator's session cookie; undefined when it is missing or malformed. */
export function administratorSessionHash(request: FastifyRequest): string | undefined {
  const secret = request.cookies[COOKIE];
  return isSecret(secret) ? hashSecret(secret) : undefined;
}

export function setAdministratorCookie(reply: FastifyReply, secret: string): void {
  reply.setCookie(COOKIE, secret, options);
}

export function clearAdministratorCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, options);
}
