import type { ScimExchange } from '../client/exchange.ts';

/** A request or an answer as HTTP text: first line, headers, body; JSON is indented. */
const asText = (first: string, headers: Readonly<Record<string, string>>, body: string): string =>
  [
    first,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : ['', indented(body)]),
  ].join('\n');

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Both sides of an exchange as texts for people. */
export function exchangeTexts({ request, answer, fault }: ScimExchange): {
  request: string;
  answer: string;
} {
  const { method, url, headers, body = '' } = request;
  return {
    request: asText(`${method} ${url}`, headers, body),
    answer: answer
      ? asText(`HTTP ${answer.status}`, answer.headers, answer.body)
      : (fault?.sentence ?? 'No answer.'),
  };
}

/** One line: what was asked, decoded, and with which status it was answered. */
export function exchangeInWords({ request, answer, durationMs }: ScimExchange): string {
  const { pathname, searchParams } = new URL(request.url);
  const query = [...searchParams].map(([name, value]) => (value ? `${name}=${value}` : name));
  const address = [pathname, ...(query.length > 0 ? [query.join('&')] : [])].join('?');
  const status = answer ? String(answer.status) : 'no answer';
  return `${request.method} ${address}: ${status}, ${durationMs} ms`;
}
