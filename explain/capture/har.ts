import type { CapturedCookie, EncodedMessage, Travel } from './captured-message.ts';
import { fromPage } from './find-in-text.ts';
import { list, property, text } from './json-values.ts';
import { fromForm, fromUrl } from './parameters.ts';

/** In characters; a page that posts a message has little more than the message. */
const MAX_PAGE = 1024 * 1024;

/**
 * The messages of one entry of a HAR file (HAR 1.2): in its address, in its form, in the page that it was answered with, and in the address that it was
 * redirected to. The same message is found again where it arrives; the collector keeps one.
 */
export function messagesOfEntry(entry: unknown): EncodedMessage[] {
  const request = property(entry, 'request');
  const response = property(entry, 'response');
  const url = text(property(request, 'url')) ?? '';
  const travel = travelOf(entry, url);
  const offer = {
    ...(travel.time && { time: travel.time }),
    cookiesBefore: travel.answer?.setCookies ?? [],
  };
  return [
    ...fromUrl(url, travel),
    ...fromForm(postedFields(property(request, 'postData')), travel),
    // Offered, and sent by the next request: what is known of that comes with it.
    ...fromPage(pageOf(property(response, 'content')), url).map((found) => ({
      ...found,
      ...offer,
    })),
    ...fromUrl(absolute(redirectOf(response), url), offer),
  ];
}

function travelOf(entry: unknown, url: string): Travel {
  const request = property(entry, 'request');
  const response = property(entry, 'response');
  const time = new Date(text(property(entry, 'startedDateTime')) ?? Number.NaN);
  const status = Number(property(response, 'status'));
  const sent = sentCookies(request);
  const location = redirectOf(response);
  return {
    method: text(property(request, 'method')) ?? 'GET',
    address: url.replace(/[?#].*$/s, ''),
    ...(!Number.isNaN(time.getTime()) && { time }),
    ...(sent && { sentCookies: sent }),
    // 0 and -1 mean a request without an answer.
    ...(status > 0 && {
      answer: {
        status,
        ...(location !== '' && { location: absolute(location, url).replace(/[?#].*$/s, '') }),
        setCookies: cookiesSet(response),
      },
    }),
  };
}

/** `params` has the values decoded, `text` the whole body; browsers fill in one or both. */
function postedFields(postData: unknown): [string, string][] {
  const mimeType = text(property(postData, 'mimeType')) ?? '';
  const params = list(property(postData, 'params')).flatMap((param): [string, string][] => {
    const name = text(property(param, 'name'));
    return name === undefined ? [] : [[name, text(property(param, 'value')) ?? '']];
  });
  const body = text(property(postData, 'text')) ?? '';
  if (body.includes('=') && !/multipart|json|xml/i.test(mimeType))
    return [...new URLSearchParams(body)];
  // Firefox leaves the values of `params` as they were sent.
  return params.map(([name, value]) => [
    name,
    /^[^\s%]*%[0-9A-F]{2}/i.test(value) ? formDecoded(value) : value,
  ]);
}

const formDecoded = (value: string) => new URLSearchParams(`v=${value}`).get('v') ?? value;

function pageOf(content: unknown): string {
  const mimeType = text(property(content, 'mimeType')) ?? '';
  const body = text(property(content, 'text')) ?? '';
  if (!/html/i.test(mimeType) || body.length > 2 * MAX_PAGE) return '';
  const page =
    text(property(content, 'encoding')) === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : body;
  return /SAML(?:Request|Response)/.test(page) ? page.slice(0, MAX_PAGE) : '';
}

const redirectOf = (response: unknown): string =>
  text(property(response, 'redirectURL')) || (headers(response, 'location')[0] ?? '');

const absolute = (reference: string, base: string): string =>
  reference === '' ? '' : (URL.parse(reference, base)?.href ?? reference);

/** Chromium leaves cookies out unless it is asked for them: then nothing is known, which is not the same as none. */
function sentCookies(request: unknown): string[] | undefined {
  const named = list(property(request, 'cookies')).flatMap(
    (cookie) => text(property(cookie, 'name')) ?? [],
  );
  const sent = headers(request, 'cookie').flatMap((value) =>
    value.split(';').map((pair) => pair.split('=')[0]?.trim() ?? ''),
  );
  const names = [...new Set([...named, ...sent])].filter((name) => name !== '');
  return names.length > 0 ? names : undefined;
}

function cookiesSet(response: unknown): CapturedCookie[] {
  const written = headers(response, 'set-cookie').flatMap((value) => value.split('\n'));
  if (written.length > 0) return written.map(cookieOf);
  return list(property(response, 'cookies')).flatMap((cookie) => {
    const name = text(property(cookie, 'name'));
    if (name === undefined) return [];
    const sameSite = text(property(cookie, 'sameSite'));
    return [
      {
        name,
        attributes: [
          ...(sameSite ? [`SameSite=${sameSite}`] : []),
          ...(property(cookie, 'secure') === true ? ['Secure'] : []),
          ...(property(cookie, 'httpOnly') === true ? ['HttpOnly'] : []),
        ],
      },
    ];
  });
}

/** The value is dropped here, and is not in any result. */
export function cookieOf(written: string): CapturedCookie {
  const [pair = '', ...attributes] = written.split(';').map((part) => part.trim());
  return { name: pair.split('=')[0] ?? '', attributes: attributes.filter((one) => one !== '') };
}

const headers = (message: unknown, name: string): string[] =>
  list(property(message, 'headers'))
    .filter((header) => text(property(header, 'name'))?.toLowerCase() === name)
    .flatMap((header) => text(property(header, 'value')) ?? []);
