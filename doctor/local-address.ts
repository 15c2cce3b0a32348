import { isLocalHost } from '../idp/index.ts';

/** An http or https address that another computer resolves to itself, or not at all. */
export function isLocalAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && isLocalHost(url.hostname);
}
