import { decodeMessage, elementName } from '../../../exchanges/decode-message.ts';
import type { Exchange, ExchangeMessage } from '../../../exchanges/exchange.ts';
import { writeExchange } from '../../../exchanges/exchange-file.ts';
import { indentXml } from '../../../web/markup/xml-lines.ts';

/** In characters; a message of a valid sign-in is shorter. */
const MAX_SHOWN = 64 * 1024;

/** The valid sign-in that failed: both messages, the answer, and the exchange as a file, which is in the page itself. */
export function ControlSignIn({ exchange, reason }: { exchange: Exchange; reason: string }) {
  const { request, response, answer } = exchange;
  const file = Buffer.from(writeExchange(exchange)).toString('base64');
  return (
    <section id="control">
      <h2>The valid sign-in that failed</h2>
      <p>{reason}</p>
      <dl>
        <dt>Answer</dt>
        <dd>{answer ? `${answer.status} at ${answer.address}` : 'none'}</dd>
        {answer?.title !== undefined && (
          <>
            <dt>Title</dt>
            <dd>{answer.title}</dd>
          </>
        )}
        {answer?.text !== undefined && (
          <>
            <dt>Text</dt>
            <dd>{answer.text}</dd>
          </>
        )}
      </dl>
      {request && <Sent message={request} />}
      {response && <Sent message={response} />}
      <p>
        <a href={`data:application/json;base64,${file}`} download="failed-control.json">
          Download this exchange
        </a>
        : <code>samlab explain failed-control.json</code> says more about it, and the lab home
        imports it under Exchanges.
      </p>
    </section>
  );
}

function Sent({ message }: { message: ExchangeMessage }) {
  const { text, fault } = decodeMessage(message);
  const name = elementName(text ?? '') ?? message.parameter;
  return (
    <details open>
      <summary>
        {name} by {message.binding} to {message.address}
      </summary>
      <pre>{text === undefined ? fault : indentXml(text).slice(0, MAX_SHOWN)}</pre>
    </details>
  );
}
