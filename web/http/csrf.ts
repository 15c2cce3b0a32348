/**
 * Protects forms against cross-site request forgery: a secret in a cookie that scripts cannot read, and a token made from it in each form.
 * Use `reply.generateCsrf()` for the token, `<CsrfField token>` in the form, and `{ preHandler: app.csrfProtection }` on the route that
 * receives it.
 */
import csrfProtection from '@fastify/csrf-protection';
import type { FastifyInstance } from 'fastify';

export interface CsrfOptions {
  /** Must differ from the other sites' names: cookies are shared by all ports of a host. */
  cookieName: string;
  /** The form field that carries the token; default `_csrf`. */
  field?: string | undefined;
  /**
   * `none` (with Secure) for a site whose forms are also shown in answer to a post from another site: with `lax` that post does not carry
   * the cookie, so a second secret is set and forms in other tabs become invalid. Default `lax`.
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

/** The field's value; a repeated field arrives as an array and counts as absent. */
function fieldOf(body: unknown, field: string): string {
  const value =
    typeof body === 'object' && body !== null
      ? (body as Record<string, unknown>)[field]
      : undefined;
  return typeof value === 'string' ? value : '';
}
