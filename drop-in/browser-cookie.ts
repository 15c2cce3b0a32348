import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Browser, Browsers } from './browsers.ts';

/** As the image names the cookie of its PHP session. */
const NAME = 'PHPSESSIDIDP';

/** The browser that sent this request, if it has been here. */
export const browserOf = (browsers: Browsers, request: FastifyRequest): Browser | undefined =>
  browsers.find(request.cookies[NAME]);

/** The same; a new browser gets a cookie. */
export function ensureBrowser(
  browsers: Browsers,
  request: FastifyRequest,
  reply: FastifyReply,
): Browser {
  const known = browserOf(browsers, request);
  if (known) return known;
  const { secret, browser } = browsers.add();
  setCookie(request, reply, secret);
  return browser;
}

/** A new cookie for the same browser, when a user has signed in. */
export function renewCookie(
  browsers: Browsers,
  browser: Browser,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  setCookie(request, reply, browsers.renew(browser));
}

/**
 * `Lax` reaches this site when a service provider redirects here, and not when a page of another site posts the form: the cookie then
 * does not know the AuthState of the form.
 */
function setCookie({ protocol }: FastifyRequest, reply: FastifyReply, value: string): void {
  const secure = protocol === 'https';
  reply.setCookie(NAME, value, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
