import { deflateRawSync } from 'node:zlib';
import type { Exchange, ExchangeMessage } from '../../exchanges/exchange.ts';
import type { ExplainedExchange } from '../explain.ts';
import type { ReadMessage } from '../read-messages.ts';
import { isEntra } from '../sides.ts';

/** In characters, of any text of an exchange. */
const MAX_TEXT = 4000;
const MAX_ITEMS = 1000;

/**
 * A captured sign-in as the exchange that samlab would have recorded. Messages are encoded as their binding prescribes, whatever the capture had:
 * the encodings that were found are in the report.
 *
 * @param number of the exchange in the report, from 1
 */
export function toExchange(explained: ExplainedExchange, number: number): Exchange {
  const { kind, request, response, circumstances, judged, judgedRequest } = explained;
  const { now } = circumstances;
  const started = request?.time ?? response?.time ?? now;
  const assertion = assertionOf(explained);
  const name = circumstances.spEntityId || request?.says.issuer || 'an unknown application';
  const refused = judged?.refusals[0];
  const entraRefused = judgedRequest?.refusals[0];
  const unsolicited = !request && response?.says.inResponseTo === undefined && kind === 'sign-in';
  const refusal =
    entraRefused && (!response || kind === 'sign-out')
      ? {
          by: 'idp' as const,
          code: entraRefused.code,
          message: short(entraRefused.message),
          whatToDo: short(entraRefused.advice),
        }
      : refused && {
          by: 'sp' as const,
          code: refused.check,
          message: short(`${refused.fault}.`),
          whatToDo: short(refused.whatToDo),
        };
  const status = response?.answer?.status ?? 0;
  return {
    version: 1,
    id: `captured-${number}`,
    kind: kind === 'sign-out' ? 'sign-out' : unsolicited ? 'launch' : 'sign-in',
    startedAt: started.toISOString(),
    durationMs: Math.max(0, (response?.time ?? started).getTime() - started.getTime()),
    application: { name: short(name) },
    ...(isEntra(circumstances.idpEntityId) || circumstances.idpEntityId === ''
      ? {}
      : { identityProvider: { name: short(circumstances.idpEntityId) } }),
    ...(assertion?.nameID && { user: short(assertion.nameID.value) }),
    outcome: refusal || status >= 400 ? 'failure' : response ? 'success' : 'unfinished',
    ...(refusal && { refusal }),
    ...(request && { request: messageOf(request, started) }),
    ...(response && { response: messageOf(response, now) }),
    ...(response && answerOf(response)),
    checks: [...checksOfEntra(explained), ...checksOfServiceProvider(explained)],
    claims: claimsOf(explained).slice(0, MAX_ITEMS),
    cookies: cookiesOf(explained).slice(0, MAX_ITEMS),
    redirects: [],
    timeline: [],
  };
}

/** What the captured answer was; where the browser went on from there is its address. */
function answerOf({ answer, address }: ReadMessage): Pick<Exchange, 'answer'> {
  if (!answer || answer.status < 100 || answer.status > 599) return {};
  return {
    answer: { by: 'sp', status: answer.status, address: short(answer.location ?? address ?? '') },
  };
}

const assertionOf = ({ response }: ExplainedExchange) => response?.says.assertions[0];

function messageOf(message: ReadMessage, fallback: Date): ExchangeMessage {
  const { parameter, binding, xml, says } = message;
  const isRequest = /Request$/.test(says.kind);
  const by = binding ?? (isRequest ? 'HTTP-Redirect' : 'HTTP-POST');
  const value = (by === 'HTTP-Redirect' ? deflateRawSync(xml) : xml).toString('base64');
  const { relayState, rawQuery, time } = message;
  return {
    parameter: parameter ?? (isRequest ? 'SAMLRequest' : 'SAMLResponse'),
    binding: by,
    address: short(message.address ?? says.destination ?? 'an unknown address'),
    value,
    ...(relayState !== undefined && { relayState: short(relayState) }),
    ...(rawQuery !== undefined && /(?:^|&)Signature=/.test(rawQuery) && { query: rawQuery }),
    at: (time ?? fallback).toISOString(),
  };
}

function checksOfEntra({ judgedRequest }: ExplainedExchange): Exchange['checks'] {
  return (judgedRequest?.checks ?? []).map(({ name, title, refusal }) => ({
    by: 'idp',
    name,
    title,
    outcome: refusal ? 'failed' : 'passed',
    ...(refusal && { found: short(refusal.message) }),
  }));
}

function checksOfServiceProvider({ judged }: ExplainedExchange): Exchange['checks'] {
  return (judged?.checks ?? []).map(({ expected, found, ...check }) => ({
    by: 'sp',
    ...check,
    ...(expected !== undefined && { expected: short(expected) }),
    ...(found !== undefined && { found: short(found) }),
  }));
}

const claimsOf = (explained: ExplainedExchange): Exchange['claims'] =>
  (assertionOf(explained)?.attributes ?? []).map(({ name, values }) => ({
    name: short(name),
    values: values.slice(0, MAX_ITEMS).map(short),
    reason: 'as sent in the assertion',
  }));

function cookiesOf({ request, response }: ExplainedExchange): Exchange['cookies'] {
  const set = [...(request?.cookiesBefore ?? []), ...(response?.answer?.setCookies ?? [])];
  return set.map(({ name, attributes }) => ({
    by: 'sp',
    name: short(name),
    attributes: short(attributes.join('; ')),
  }));
}

const short = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 3)}...`;
