import { aadsts } from '../../errors.ts';

/** The longest query that is read; Node itself stops at the size of all headers (MAX_HEADERS in site-app.ts). In characters. */
export const MAX_QUERY = 48 * 1024;

/** @throws {IdpError} 90015 */
export function checkQueryLength(url: string): void {
  if (url.length > MAX_QUERY) throw aadsts(90015, {});
}
