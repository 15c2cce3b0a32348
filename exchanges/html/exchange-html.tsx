import { pageInOneFile } from '../../web/http/page-in-one-file.tsx';
import type { Exchange } from '../exchange.ts';
import { ExchangeView } from '../view/exchange-view.tsx';

/** An exchange as one file that needs nothing else and runs nothing. */
export function exchangeHtml(exchange: Exchange): string {
  const { application, startedAt } = exchange;
  const title = `${application?.name ?? 'Exchange'}, ${startedAt.slice(0, 19).replace('T', ' ')} UTC`;
  return pageInOneFile({
    title,
    heading: title,
    children: <ExchangeView exchange={exchange} />,
  });
}
