/**
 * Protection of forms against being sent from elsewhere: a secret in a cookie that scripts cannot read, and a token made from it in
 * each form. Use: `reply.generateCsrf()` for the token, `<CsrfField token>` in the form, and
 * `{ preHandler: app.csrfProtection }` on the route that takes it.
 */
import csrfProtection from '@fastify/csrf-protection';
import type { FastifyInstance } from 'fastify';

export interface CsrfOptions {
  /** Unlike any other site's: cookies are shared by all ports of a host. */
  cookieName: string;
  /** The form field that carries the token; default `_csrf`. */
  field?: string | undefined;
  /**
   * `none` (with Secure) for a site whose forms are also shown in answer to a post from another site: with `lax` the cookie
   * stays behind on that post, a second secret is set, and the form in the other tab no longer fits. Default `lax`.
   */
  sameSite?: 'lax' | 'none' | 'strict' | undefined;
}

/**
 * Call after the web plugin (it needs the cookie plugin): `await registerCsrf(app, {...})`. A form without the right token is refused
 * with 403, code `csrf_token_invalid`, or `csrf_secret_missing` when the cookie is absent.
 */
export async function registerCsrf(app: FastifyInstance, options: CsrfOptions): Promise<void> {
  const { cookieName, field = '_csrf', sameSite = 'lax' } = options;
  await app.register(csrfProtection, {
    cookieKey: cookieName,
    cookieOpts: {
      path: '/',
      httpOnly: true,
      sameSite,
      secure: sameSite === 'none' ? true : 'auto',
    },
    getToken: (request) => fieldOf(request.body, field),
  });
}

/** The field when it was sent once; a repeated field arrives as an array and counts as absent. */
function fieldOf(body: unknown, field: string): string {
  const value =
    typeof body === 'object' && body !== null
      ? (body as Record<string, unknown>)[field]
      : undefined;
  return typeof value === 'string' ? value : '';
}
