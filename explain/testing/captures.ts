import type { Capture } from '../capture/captured-message.ts';
import { readCapture } from '../capture/read-capture.ts';
import { explain } from '../explain.ts';
import type { Given } from '../given.ts';

/** What is given beside a capture: nothing. */
export const nothing: Given = { certificates: [], keys: [], skewSeconds: 0 };

async function* chunksOf(content: string | Uint8Array, size: number) {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Reads a text or bytes as a file, in small pieces. @throws {NothingFound} as `readCapture` */
export const captured = (content: string | Uint8Array, name = 'capture'): Promise<Capture> =>
  readCapture({ name, chunks: chunksOf(content, 1000) });

/** The only exchange of a capture. @throws {TypeError} when there are none or several */
export async function explained(content: string | Uint8Array, given: Partial<Given> = {}) {
  const { exchanges } = explain([await captured(content)], { ...nothing, ...given });
  const [only, ...more] = exchanges;
  if (!only || more.length > 0) throw new TypeError(`There are ${exchanges.length} exchanges.`);
  return only;
}

/** An entry of a HAR file, as Chromium records it. */
export function harEntry(parts: {
  method?: string;
  url: string;
  at?: string;
  form?: Readonly<Record<string, string>>;
  status?: number;
  location?: string;
  page?: string;
  sent?: readonly string[];
  set?: readonly string[];
}) {
  const { method = 'GET', url, form, status = 200, location = '', page } = parts;
  const header = (name: string) => (value: string) => ({ name, value });
  return {
    startedDateTime: parts.at ?? '2026-01-31T08:00:00.000Z',
    time: 1,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: (parts.sent ?? []).map(header('Cookie')),
      queryString: [],
      ...(form && {
        postData: {
          mimeType: 'application/x-www-form-urlencoded',
          params: [],
          text: new URLSearchParams(form).toString(),
        },
      }),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: (parts.set ?? []).map(header('Set-Cookie')),
      content:
        page === undefined ? { size: 0, mimeType: '' } : { mimeType: 'text/html', text: page },
      redirectURL: location,
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  };
}

export const har = (...entries: unknown[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
