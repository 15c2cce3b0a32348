import { CodeBlock } from '../../../web/components/code-block.tsx';
import { Disclosure } from '../../../web/components/surfaces.tsx';
import type { ScimExchange } from '../client/exchange.ts';
import { exchangeInWords, exchangeTexts } from './exchange-texts.ts';

/** "View details" of a step: the request to the SCIM server, and its answer; the credentials are masked. */
export function ExchangeView({
  exchange,
  id,
}: {
  exchange: ScimExchange;
  id?: string | undefined;
}) {
  const { request, answer } = exchangeTexts(exchange);
  return (
    <Disclosure summary={exchangeInWords(exchange)} id={id}>
      <CodeBlock code={request} label="Request" tall />
      <CodeBlock code={answer} label="Answer" tall />
    </Disclosure>
  );
}
