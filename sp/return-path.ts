/** Longer than any page of ours needs. SAML Bindings 3.5.3 lets a sender use 80 bytes; some send more. */
const MAX_LENGTH = 1024;

/** A URL parser drops control characters silently: `/<tab>/host` would become `//host`. */
const CONTROL = /\p{Cc}/u;

/**
 * The path of this site that a RelayState or a `to` parameter names, or undefined for anything else: another site, in
 * any spelling (`//host`, `/\host`, `https:host`, `/.//host`), or not a path (SAML Bindings errata E90).
 *
 * @param origin our public URL
 */
export function returnPath(target: string | undefined, origin: string): string | undefined {
  if (target === undefined || target.length > MAX_LENGTH) return undefined;
  if (!target.startsWith('/') || CONTROL.test(target)) return undefined;
  if (!URL.canParse(target, origin)) return undefined;
  const url = new URL(target, origin);
  const path = `${url.pathname}${url.search}${url.hash}`;
  if (url.origin !== new URL(origin).origin || path.startsWith('//')) return undefined;
  return path;
}
