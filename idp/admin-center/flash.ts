import type { FastifyReply, FastifyRequest } from 'fastify';

/** A message that the page after a form shows once (post, redirect, get). */
export interface Flash {
  tone: 'success' | 'info' | 'warning';
  text: string;
}

/** Not secret, and rendered as text. The cookie ends with the next page, or after a minute. */
const NAME = 'admin_flash';
const options = { path: '/admin', httpOnly: true, sameSite: 'lax', maxAge: 60 } as const;

export function setFlash(reply: FastifyReply, flash: Flash): void {
  const value = Buffer.from(JSON.stringify([flash.tone, flash.text.slice(0, 600)]));
  reply.setCookie(NAME, value.toString('base64url'), options);
}

/** The pending message, if any, which is removed. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const value = request.cookies[NAME];
  if (value === undefined) return undefined;
  reply.clearCookie(NAME, options);
  return readFlash(value);
}

/** Any port on this host can set the cookie, so malformed values are ignored. */
function readFlash(value: string): Flash | undefined {
  try {
    const [tone, text] = JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as unknown[];
    if (typeof text !== 'string') return undefined;
    if (tone === 'success' || tone === 'info' || tone === 'warning') return { tone, text };
  } catch {
    // Not one of our values.
  }
  return undefined;
}
