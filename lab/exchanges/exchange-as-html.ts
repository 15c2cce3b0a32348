import type { Exchange } from '../../exchanges/exchange.ts';
import { loadLibxml2 } from '../../saml/libxml2.ts';

/** @returns a page that needs nothing else and runs nothing, for a report */
export async function exchangeHtml(exchange: Exchange): Promise<string> {
  const [page] = await Promise.all([
    import('../../exchanges/html/exchange-html.tsx'), // most programs never need it
    loadLibxml2(), // and this one may have no lab
  ]);
  return page.exchangeHtml(exchange);
}
