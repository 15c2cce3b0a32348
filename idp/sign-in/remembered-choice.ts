import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie of a browser in which "Don't show this again" was ticked: a preference, not a secret. */
const CHOICE = 'kmsi';

/** @returns the remembered answer; undefined when the question is to be shown */
export function rememberedChoice({ cookies }: FastifyRequest): boolean | undefined {
  const value = cookies[CHOICE];
  return value === 'yes' ? true : value === 'no' ? false : undefined;
}

/** Remembers the answer for 90 days. */
export function rememberChoice(reply: FastifyReply, stay: boolean): void {
  reply.setCookie(CHOICE, stay ? 'yes' : 'no', {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    maxAge: 90 * 24 * 3600,
  });
}
