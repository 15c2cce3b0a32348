import type { CapturedCookie, EncodedMessage, SamlParameter, Travel } from './captured-message.ts';
import { cookieOf } from './har.ts';
import { list, property, text } from './json-values.ts';
import { fromForm, fromUrl } from './parameters.ts';

/**
 * The messages of one request of a SAML-tracer export (simplesamlphp/SAML-tracer, src/SAMLTraceIO.js and src/SAMLTrace.js): `get` and `post` are lists
 * of `[name, value]`, `saml` is the decoded message. Before version 1.0, headers were `[name, value]` too. A request has no time; that of the answer's
 * Date header is used.
 */
export function messagesOfTrace(request: unknown): EncodedMessage[] {
  const url = text(property(request, 'url')) ?? '';
  const travel = travelOf(request, url);
  const found = [...fromUrl(url, travel), ...fromForm(pairs(property(request, 'post')), travel)];
  const [location = ''] = headersOf(property(request, 'responseHeaders'))('location');
  const offered = fromUrl(location, { cookiesBefore: travel.answer?.setCookies ?? [] });
  // An export can hide the values of forms: it replaces `post` and keeps `saml`.
  const saml = text(property(request, 'saml'));
  if (!saml || found.some(({ value }) => isEncoded(value))) return [...found, ...offered];
  const [hidden] = found;
  return [
    {
      ...(hidden ?? travel),
      parameter: hidden?.parameter ?? parameterOf(saml),
      where:
        hidden?.where ?? `${travel.method ?? 'POST'} to ${travel.address ?? 'an unknown address'}`,
      value: saml,
      asSent: false,
    },
  ];
}

/** Base64 is longer than a hash or the stars that hide a value. */
const isEncoded = (value: string | Uint8Array) => value.length > 100;

const parameterOf = (xml: string): SamlParameter =>
  /<(?:[\w.-]+:)?(?:AuthnRequest|LogoutRequest)\b/.test(xml) ? 'SAMLRequest' : 'SAMLResponse';

function travelOf(request: unknown, url: string): Travel {
  const answered = headersOf(property(request, 'responseHeaders'));
  const sent = headersOf(property(request, 'requestHeaders'));
  const status = Number(property(request, 'responseStatus'));
  const time = new Date(answered('date')[0] ?? Number.NaN);
  const cookies = sent('cookie').flatMap((value) =>
    value.split(';').map((pair) => pair.split('=')[0]?.trim() ?? ''),
  );
  const [location] = answered('location');
  return {
    method: text(property(request, 'method')) ?? 'GET',
    address: url.replace(/[?#].*$/s, ''),
    ...(!Number.isNaN(time.getTime()) && { time }),
    ...(cookies.length > 0 && { sentCookies: cookies }),
    ...(status > 0 && {
      answer: {
        status,
        ...(location !== undefined && { location: location.replace(/[?#].*$/s, '') }),
        setCookies: answered('set-cookie').flatMap((value): CapturedCookie[] =>
          value.split('\n').map(cookieOf),
        ),
      },
    }),
  };
}

function headersOf(headers: unknown): (name: string) => string[] {
  const all = list(headers).flatMap((header): [string, string][] => {
    const [name, value] = Array.isArray(header)
      ? (header as unknown[])
      : [property(header, 'name'), property(header, 'value')];
    return typeof name === 'string' && typeof value === 'string'
      ? [[name.toLowerCase(), value]]
      : [];
  });
  return (wanted) => all.filter(([name]) => name === wanted).map(([, value]) => value);
}

const pairs = (given: unknown): [string, string][] =>
  list(given).flatMap((pair): [string, string][] => {
    const [name, value] = list(pair);
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  });
