import type { EncodedMessage, SamlParameter } from './captured-message.ts';
import { list, property, text } from './json-values.ts';

/** What is found in a JSON file of samlab. */
export interface ExchangesInJson {
  /** With its article. */
  readonly kind: string;
  readonly messages: readonly EncodedMessage[];
  /** Sentences about the file. */
  readonly notes: readonly string[];
}

const kinds: Readonly<Record<string, string>> = {
  'samlab-check/2': 'a report of samlab check',
  'samlab-explain/1': 'a report of samlab explain',
};

/** Deep enough for an exchange in a run of a case of a report. */
const MAX_DEPTH = 8;

/**
 * The messages of each exchange in a JSON file that samlab wrote: an exchange of the lab, or a report that contains exchanges; of a report of a
 * check without any, what the check sent. Undefined for every other file.
 *
 * @param content parsed JSON
 */
export function exchangesInJson(content: unknown): ExchangesInJson | undefined {
  const found = [...exchangesIn(content)];
  if (found.length === 0) return sentInCheck(content);
  const format = text(property(content, 'format')) ?? '';
  return {
    kind: kinds[format] ?? (found.length === 1 ? 'an exchange of samlab' : 'exchanges of samlab'),
    messages: found.flatMap(messagesOf),
    notes: found.some(isMasked)
      ? ['It is masked: names, ids and values were replaced, so no signature can be verified.']
      : [],
  };
}

/**
 * What a check sent in the runs that failed or, if none did, in all. The valid response beside each message was made to compare with, and was not
 * sent: it has the same IDs, which would look like a replay.
 */
function sentInCheck(report: unknown): ExchangesInJson | undefined {
  const format = text(property(report, 'format')) ?? '';
  if (format !== 'samlab-check/2') return undefined;
  const address = text(property(property(report, 'target'), 'acs'));
  const runs = Object.values(property(report, 'cases') ?? {}).flatMap((of) =>
    list(property(of, 'runs')),
  );
  const failed = runs.filter((run) => FAILED.has(text(property(run, 'verdict')) ?? ''));
  const messages = (failed.length > 0 ? failed : runs).flatMap((run) =>
    sentIn(run, defined({ address })),
  );
  if (messages.length === 0) return undefined;
  return {
    kind: kinds[format] ?? format,
    messages,
    notes: failed.length > 0 ? ['Only what was sent in runs that failed is explained.'] : [],
  };
}

const FAILED: ReadonlySet<string> = new Set(['fail', 'error', 'inconclusive']);

function sentIn(run: unknown, to: { readonly address?: string }): EncodedMessage[] {
  // `at` is when the run began, before its message was made.
  const began = Date.parse(text(property(run, 'at')) ?? '');
  const time = new Date(began + Number(property(run, 'durationMs') ?? 0));
  return list(property(run, 'exchanges')).flatMap((exchange) => {
    const value = text(property(exchange, 'sent'));
    if (value === undefined) return [];
    return [
      {
        parameter: 'SAMLResponse' as const,
        ...to,
        ...(!Number.isNaN(time.getTime()) && { time }),
        where: `the run ${text(property(run, 'id')) ?? ''}`,
        value,
        asSent: false,
      },
    ];
  });
}

function* exchangesIn(value: unknown, depth = 0): Generator<unknown> {
  if (isExchange(value)) yield value;
  else if (depth < MAX_DEPTH && typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* exchangesIn(inner, depth + 1);
}

const isExchange = (value: unknown): boolean =>
  property(value, 'version') === 1 &&
  Array.isArray(property(value, 'timeline')) &&
  [property(value, 'request'), property(value, 'response')].some(
    (message) => text(property(message, 'value')) !== undefined,
  );

const isMasked = (exchange: unknown) => property(exchange, 'masked') === true;

function messagesOf(exchange: unknown): EncodedMessage[] {
  const id = text(property(exchange, 'id')) ?? '';
  const masked = isMasked(exchange) && { masked: true as const };
  return (['request', 'response'] as const).flatMap((which) => {
    const message = property(exchange, which);
    const value = text(property(message, 'value'));
    if (value === undefined) return [];
    const parameter = text(property(message, 'parameter'));
    const binding = text(property(message, 'binding'));
    const time = new Date(text(property(message, 'at')) ?? Number.NaN);
    const answer = which === 'response' ? answerOf(exchange, message) : undefined;
    const more = {
      address: text(property(message, 'address')),
      relayState: text(property(message, 'relayState')),
      rawQuery: text(property(message, 'query')),
    };
    return [
      {
        ...(isParameter(parameter) && { parameter }),
        ...(isBinding(binding) && { binding, method: methodOf(binding) }),
        ...defined(more),
        ...(!Number.isNaN(time.getTime()) && { time }),
        ...(answer && { answer }),
        ...masked,
        where: `the ${which} of the exchange ${id}`,
        value,
        asSent: true,
      },
    ];
  });
}

const isParameter = (name: string | undefined): name is SamlParameter =>
  name === 'SAMLRequest' || name === 'SAMLResponse';

const isBinding = (name: string | undefined): name is 'HTTP-POST' | 'HTTP-Redirect' =>
  name === 'HTTP-POST' || name === 'HTTP-Redirect';

const methodOf = (binding: string) => (binding === 'HTTP-POST' ? 'POST' : 'GET');

const defined = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Name in keyof Value]?: NonNullable<Value[Name]>;
  };

/** What the service provider answered to the response: said by the exchange, else shown by the redirect that it sent. */
function answerOf(exchange: unknown, response: unknown): EncodedMessage['answer'] {
  const setCookies = list(property(exchange, 'cookies'))
    .filter((cookie) => property(cookie, 'by') === 'sp')
    .map((cookie) => ({
      name: text(property(cookie, 'name')) ?? '',
      attributes: (text(property(cookie, 'attributes')) ?? '').split('; ').filter(Boolean),
    }));
  const status = property(property(exchange, 'answer'), 'status');
  if (typeof status === 'number') return { status, setCookies };
  const path = URL.parse(text(property(response, 'address')) ?? '')?.pathname;
  const redirect = list(property(exchange, 'redirects')).find(
    (each) => property(each, 'by') === 'sp' && text(property(each, 'from')) === path,
  );
  const redirected = property(redirect, 'status');
  const location = text(property(redirect, 'to'));
  if (typeof redirected !== 'number') return undefined;
  return { status: redirected, ...(location !== undefined && { location }), setCookies };
}
