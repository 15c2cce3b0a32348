import type { FastifyReply, FastifyRequest } from 'fastify';

/** The answer of a browser that ticked "Don't show this again"; it holds no secret, only a preference. */
const NAME = 'kmsi';

/** @returns the answer given earlier: stay signed in, or not; undefined when the question is to be shown. */
export function rememberedChoice({ cookies }: FastifyRequest): boolean | undefined {
  const value = cookies[NAME];
  return value === 'yes' ? true : value === 'no' ? false : undefined;
}

/** Keeps the answer for 90 days. */
export function rememberChoice(reply: FastifyReply, stay: boolean): void {
  reply.setCookie(NAME, stay ? 'yes' : 'no', {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    maxAge: 90 * 24 * 3600,
  });
}
