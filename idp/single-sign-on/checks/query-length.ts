import { aadsts } from '../../errors.ts';

/** In characters. Node itself limits the size of all headers (MAX_HEADERS in site-app.ts). */
const MAX_QUERY = 48 * 1024;

/**
 * @param url path and query
 * @throws {IdpError} 90015
 */
export function checkQueryLength(url: string): void {
  if (url.length > MAX_QUERY) throw aadsts(90015, {});
}
