import type { FastifyReply, FastifyRequest } from 'fastify';

/** What happened, said once on the page that follows a form (post, redirect, get). */
export interface Flash {
  tone: 'success' | 'info' | 'warning';
  text: string;
}

/** The text holds nothing secret and is shown as text; it ends with the next page, or after a minute. */
const NAME = 'admin_flash';
const options = { path: '/admin', httpOnly: true, sameSite: 'lax', maxAge: 60 } as const;

export function setFlash(reply: FastifyReply, flash: Flash): void {
  const value = Buffer.from(JSON.stringify([flash.tone, flash.text.slice(0, 600)]));
  reply.setCookie(NAME, value.toString('base64url'), options);
}

/** The message that waits, if any; taken, it is gone. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const value = request.cookies[NAME];
  if (value === undefined) return undefined;
  reply.clearCookie(NAME, options);
  return readFlash(value);
}

/** Every port of a host shares its cookies, so the value may be anybody's: what is not of the form is none. */
function readFlash(value: string): Flash | undefined {
  try {
    const [tone, text] = JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as unknown[];
    if (typeof text !== 'string') return undefined;
    if (tone === 'success' || tone === 'info' || tone === 'warning') return { tone, text };
  } catch {
    // Not ours.
  }
  return undefined;
}
