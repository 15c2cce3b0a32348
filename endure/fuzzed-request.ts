import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import type { HtmlForm } from '../web/markup/html-page.ts';

/** A route of a site, as it was registered: `/admin/users/:id`. */
export interface Route {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
}

export type KnownForm = Pick<HtmlForm, 'action' | 'fields' | 'controls'>;

export interface FuzzedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signedIn: boolean;
}

/** Text that has caused trouble somewhere: separators, escapes, other scripts, numbers, names of members, XML. */
const nasty = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...['', ' ', '\u0000', '%', '%00', '%zz', '../..', '__proto__', 'constructor', 'null', '-1'],
    ...['1e999', 'NaN', '9007199254740993', '\ud800', '\u202e', 'İ', 'ﬀ', '<x/>', '<!DOCTYPE x>'],
    ...[
      "' OR 1=1 --",

      'javascript:alert(1)',
      'http://[',
      'data:,',
      '//evil.test',
      '\r\nX: y',
    ],
  ),
  fc.string({ minLength: 2000, maxLength: 4000 }),
  fc.base64String({ maxLength: 400 }),
);

const fields = (names: readonly string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 12 })), nasty, {
    maxKeys: 6,
  });

const samlNames = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'appid'];
const commonNames = [...samlNames, 'tenantId', 'ctx', '_csrf', 'page', 'search', 'id', 'loginfmt'];

const contentType = fc.constantFrom(
  ...['application/x-www-form-urlencoded', 'application/json', 'text/xml', 'multipart/form-data'],
  ...['multipart/form-data; boundary=x', 'text/plain;charset=utf-7', 'nonsense'],
);

/** Requests to known routes, and posts of known forms with some fields replaced. */
export function arbitraryRequest(
  routes: readonly Route[],
  forms: readonly KnownForm[],
): fc.Arbitrary<FuzzedRequest> {
  const toRoute = fc
    .record({
      route: fc.constantFrom(...routes),
      method: fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS'), { freq: 4 }),
      parts: fc.array(nasty, { minLength: 4, maxLength: 4 }),
      query: fields(commonNames),
      type: contentType,
      body: fc.option(fc.oneof(nasty, fields(commonNames).map(encoded))),
      accept: fc.constantFrom('*/*', 'text/html', 'application/json', ';q=', ''),
      signedIn: fc.boolean(),
    })
    .map(({ route, method, parts, query, type, body, accept, signedIn }) => ({
      method: method ?? route.method,
      url: `${route.origin}${withParameters(route.path, parts)}?${encoded(query)}`,
      headers: { accept, 'content-type': type, origin: route.origin },
      body: body ?? undefined,
      signedIn,
    }));
  if (forms.length === 0) return toRoute;
  const form = fc.constantFrom(...forms).chain((known) =>
    fc
      .record({
        replaced: fields(['extra', ...known.controls.filter((name) => name !== '_csrf')]),
        signedIn: fc.boolean(),
      })
      .map(({ replaced, signedIn }) => ({
        method: 'POST',
        url: known.action,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: new URL(known.action).origin,
        },
        body: encoded({ ...Object.fromEntries(known.fields), ...replaced }),
        signedIn,
      })),
  );
  return fc.oneof({ arbitrary: toRoute, weight: 2 }, { arbitrary: form, weight: 1 });
}

const encoded = (values: Record<string, string>) =>
  new URLSearchParams(Object.entries(values)).toString();

/** Fills in `:name` and `*`; invalid escapes stay as they are. */
function withParameters(path: string, parts: readonly string[]): string {
  let n = 0;
  return path.replaceAll(/:\w+|\*/g, () => {
    const part = parts[n++ % parts.length] ?? '';
    return /^%[0-9a-z]*$/.test(part)
      ? part
      : encodeURIComponent(part.toWellFormed()).slice(0, 2000);
  });
}

/** @returns the status; 0 and the reason when there is no answer within 20 s */
export function sendRaw(
  { method, url, headers, body }: FuzzedRequest,
  cookie: string | undefined,
): Promise<{ status: number; problem?: string }> {
  const { hostname, port, host } = new URL(url);
  // Node answers a head that is too long with a body, even to HEAD.
  const path = url.slice(url.indexOf('/', 8), method === 'HEAD' ? 4000 : undefined);
  const sent = method === 'GET' || method === 'HEAD' ? undefined : body;
  const length = sent === undefined ? {} : { 'content-length': String(Buffer.byteLength(sent)) };
  return new Promise((resolve) => {
    const request = httpRequest({
      hostname,
      port,
      path,
      method,
      maxHeaderSize: 256 * 1024, // a redirect repeats the address
      agent: false, // a kept connection may be closed at the moment of the next request
      timeout: 20_000,
      headers: { host, ...headers, ...length, ...(cookie && { cookie }) },
    });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
      response.on('error', ({ message }) => resolve({ status: 0, problem: message }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', ({ message }) => resolve({ status: 0, problem: message }));
    request.end(sent);
  });
}
