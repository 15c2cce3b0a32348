import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { styleText } from '../../web/assets.ts';
import { mockLabel } from '../../web/http/site.ts';
import type { Exchange } from '../exchange.ts';
import { ExchangeView } from '../view/exchange-view.tsx';

const digest = createHash('sha256').update(styleText).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** An exchange as one file that needs nothing else and runs nothing. */
export function exchangeHtml(exchange: Exchange): string {
  const { application, startedAt } = exchange;
  const title = `${application?.name ?? 'Exchange'}, ${startedAt.slice(0, 19).replace('T', ' ')} UTC`;
  const body = renderToString(
    <>
      <header class="site-header">
        <span class="site-name">samlab</span>
        <span class="mock-label">{mockLabel}</span>
      </header>
      <main class="main">
        <h1>{title}</h1>
        <ExchangeView exchange={exchange} />
      </main>
    </>,
  );
  // The style is ours and unescaped; everything of the exchange went through the renderer, which escapes it.
  return `<!doctype html><html lang="en" data-site="lab"><head><meta charset="utf-8">${renderToString(
    <title>{title}</title>,
  )}<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><style>${styleText}</style></head><body class="page page-wide">${body}</body></html>\n`;
}
