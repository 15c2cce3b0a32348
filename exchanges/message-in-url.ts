import type { ExchangeMessage } from './exchange.ts';

/**
 * The message that an address carries by HTTP-Redirect (SAML Bindings 3.4.4).
 *
 * @param url absolute
 * @returns undefined when the address carries no such message, or is no URL
 */
export function messageInUrl(
  url: string,
  parameter: ExchangeMessage['parameter'],
  at: Date,
): ExchangeMessage | undefined {
  const parsed = URL.parse(url);
  const value = parsed?.searchParams.get(parameter);
  if (!parsed || value === null || value === undefined) return undefined;
  const relayState = parsed.searchParams.get('RelayState');
  return {
    parameter,
    binding: 'HTTP-Redirect',
    address: `${parsed.origin}${parsed.pathname}`,
    value,
    ...(relayState !== null && { relayState }),
    ...(parsed.searchParams.has('Signature') && { query: parsed.search.slice(1) }),
    at: at.toISOString(),
  };
}
