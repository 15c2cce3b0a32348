/**
 * An address with more parameters: its own query is kept, and a fragment stays behind the query (RFC 3986 3.4), for what follows `#` is never sent.
 *
 * @param query without `?`, percent-encoded
 */
export function withQuery(address: string, query: string): string {
  const hash = address.indexOf('#');
  const [before, fragment] =
    hash < 0 ? [address, ''] : [address.slice(0, hash), address.slice(hash)];
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`;
}
