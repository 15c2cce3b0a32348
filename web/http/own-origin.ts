import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Forms of other sites may post here: the endpoints of SAML, to which the other party sends the browser. Default false. */
    fromOtherSites?: boolean;
    /** Other sites may not even send requests that only read. Default false. */
    ownSiteReads?: boolean;
  }
}

/** Methods that change nothing (RFC 9110 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser says that a page of another site sent this request. Status 403. */
class ForeignOrigin extends Error {
  readonly statusCode = 403;
  readonly code = 'foreign_origin';
}

/**
 * Refuses a request that changes something when a browser says that a page of another origin sent it: the `Origin` (Fetch 3.1) or
 * `Sec-Fetch-Site` must be this site's own. Cookies are shared by all ports of a host, and two ports are one site to `SameSite`, so a page on
 * another port could plant the cookie of a CSRF token and send a form with that token. A program sends neither header; its token is enough.
 *
 * Routes with `config: { fromOtherSites: true }` are exempt.
 *
 * @param publicUrl base of the site's own URLs, which behind a proxy has another origin than the request
 */
export function requireOwnOrigin(
  app: FastifyInstance,
  publicUrl: (() => string) | undefined,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { fromOtherSites, ownSiteReads } = request.routeOptions.config;
    const reads = SAFE.has(request.method);
    if (fromOtherSites || (reads && !ownSiteReads)) return done();
    // `none`: the user typed the address (Fetch Metadata 2.3).
    if (reads && request.headers['sec-fetch-site'] === 'none') return done();
    done(isOwn(request, publicUrl?.()) ? undefined : new ForeignOrigin());
  });
}

function isOwn(
  { headers, host, protocol }: FastifyRequest,
  publicUrl: string | undefined,
): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return true;
  // The scheme of the request: a page over http is another origin than the same over https.
  return [`${protocol}://${host}`, publicUrl].some(
    (own) => own !== undefined && URL.parse(own)?.origin === origin,
  );
}
