import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashSecret, isSecret } from '../../secrets.ts';

/** Of its own name: an administrator may be signed in as an employee as well, in the same browser. */
const COOKIE = 'peakon_admin';
const options = { path: '/admin', httpOnly: true, sameSite: 'lax', secure: 'auto' } as const;

/** Hash of the administrator's session cookie; undefined when there is none, or one cut short. */
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
