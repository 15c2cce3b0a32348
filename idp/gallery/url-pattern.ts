import { isLocalHost } from '../directory/applications/web-address.ts';

/**
 * Whether an address follows a pattern of the gallery, in which `<...>` matches one part of a host or path. An application
 * that runs on this machine in place of the real one has another scheme, host and port: only its path is compared.
 */
export function followsPattern(value: string, pattern: string): boolean {
  if (expression(pattern).test(value)) return true;
  const address = URL.parse(value);
  const path = /^https?:\/\/[^/]+(\/.*)?$/.exec(pattern);
  if (!address || !path || !isLocalHost(address.hostname)) return false;
  return expression(path[1] ?? '/').test(address.pathname);
}

export const followsAny = (value: string, patterns: readonly string[]): boolean =>
  patterns.length === 0 || patterns.some((pattern) => followsPattern(value, pattern));

function expression(pattern: string): RegExp {
  const parts = pattern.split(/<[^>]+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
