import { getPublicSuffix } from 'tough-cookie';
import { isLoopback } from '../subject/loopback.ts';

/**
 * The site of a URL: scheme and registrable domain (HTML 7.1.1). A host without one, such as localhost or an IP address, is a site of its
 * own; ports do not matter.
 */
function siteOf(url: string): string {
  const { protocol, hostname } = new URL(url);
  const known = /^[\d.]+$|^\[/.test(hostname)
    ? undefined
    : getPublicSuffix(hostname, { ignoreError: true });
  return `${protocol}//${known ?? hostname}`;
}

export const isSameSite = (url: string, other: string): boolean => siteOf(url) === siteOf(other);

/** Where Chromium keeps Secure cookies and sends Sec-Fetch headers (Secure Contexts 3.1): https, and http on this machine. */
export const isTrustworthy = (url: string): boolean => url.startsWith('https:') || isLoopback(url);
