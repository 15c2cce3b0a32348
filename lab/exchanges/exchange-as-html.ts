import type { Exchange } from '../../exchanges/exchange.ts';

/** @returns a page that needs nothing else and runs nothing, for a report */
export async function exchangeHtml(exchange: Exchange): Promise<string> {
  const page = await import('../../exchanges/html/exchange-html.tsx'); // most programs never need it
  return page.exchangeHtml(exchange);
}
