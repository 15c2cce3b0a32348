import { Cookie, CookieJar } from 'tough-cookie';
import type { Answer, RawRequest } from '../../catalogue/index.ts';
import { type HtmlForm, readHtmlPage } from '../../web/markup/html-page.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { readAnswer } from './answer.ts';
import type { Browser, BrowserMaker, Wanted } from './browser.ts';
import { type Exchange, type Reply, type Request, where } from './exchange.ts';
import { requestInForm, requestInUrl, type SentRequest } from './sent-request.ts';

const FORM = 'application/x-www-form-urlencoded';
const ACCEPT: Record<Wanted, string> = {
  page: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  problem: 'application/problem+json,text/html;q=0.9,*/*;q=0.8',
};

/** Simulated browsers: an HTTP client with a cookie jar that follows redirects and self-posting forms and runs no scripts. */
export function httpBrowsers(connections: Exchange, wanted: Wanted = 'page'): BrowserMaker {
  return {
    open: async (origins) => new HttpBrowser(connections, origins, wanted),
    close: async () => connections.close(),
  };
}

class HttpBrowser implements Browser {
  readonly #connections: Exchange;
  readonly #origins: ReadonlySet<string>;
  readonly #wanted: Wanted;
  readonly #jar: CookieJar;

  constructor(
    connections: Exchange,
    origins: ReadonlySet<string>,
    wanted: Wanted,
    // Chromium keeps Secure cookies on http loopback, and so does this jar by default (allowSecureOnLocal).
    jar = new CookieJar(undefined, { rejectPublicSuffixes: false }),
  ) {
    this.#connections = connections;
    this.#origins = origins;
    this.#wanted = wanted;
    this.#jar = jar;
  }

  async start(loginUrl: string): Promise<SentRequest> {
    let next: Request = { method: 'GET', url: loginUrl };
    for (let hop = 0; hop <= this.#connections.limits.maxRedirects; hop++) {
      const found = requestInUrl(next.url);
      if (found) return found;
      this.#mustBeTarget(next.url, loginUrl);
      const reply = await this.#send(next);
      const onward = redirect(next, reply);
      if (onward) {
        next = onward;
        continue;
      }
      const step = readStep(next.url, reply, loginUrl);
      if ('request' in step) return step;
      next = step;
    }
    throw new CheckFault(
      'endless_redirect',
      `The login URL ${where(loginUrl)} redirects endlessly. Set --login-url to the URL that starts a sign-in.`,
    );
  }

  async submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer> {
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
    const locations: string[] = [];
    let next: Request = { method: 'POST', url: action, headers: { 'content-type': FORM }, body };
    for (let hop = 0; hop <= this.#connections.limits.maxRedirects; hop++) {
      const reply = await this.#send(next);
      const onward = redirect(next, reply);
      if (!onward) return answer(next.url, reply, locations);
      locations.push(onward.url);
      // A redirect away from the target, or to the identity provider for another sign-in, is recorded and not followed.
      if (!this.#isTarget(onward.url) || requestInUrlSafely(onward.url))
        return answer(onward.url, reply, locations);
      next = onward;
    }
    const { maxRedirects } = this.#connections.limits;
    throw new ExchangeError(
      'too_many_redirects',
      action,
      `After the Response, ${where(action)} redirected more than ${maxRedirects} times.`,
    );
  }

  async send({ method, url, contentType, body }: RawRequest): Promise<Answer> {
    if (!this.#isTarget(url)) throw new TypeError(`${where(url)} does not belong to the target.`);
    const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
    const reply = await this.#send({ method, url, headers, body });
    const { location } = reply.headers;
    return answer(url, reply, location === undefined ? [] : [absolute(location, url)]);
  }

  async cookies(url: string): Promise<Record<string, string>> {
    return Object.fromEntries(this.#jar.getCookiesSync(url).map(({ key, value }) => [key, value]));
  }

  async fork(): Promise<Browser> {
    const jar = this.#jar.cloneSync();
    return new HttpBrowser(this.#connections, this.#origins, this.#wanted, jar);
  }

  async close(): Promise<void> {
    this.#jar.removeAllCookiesSync();
  }

  async #send(request: Request): Promise<Reply> {
    const cookie = this.#jar.getCookieStringSync(request.url);
    const reply = await this.#connections.send({
      ...request,
      headers: {
        accept: ACCEPT[this.#wanted],
        'accept-language': 'en',
        'accept-encoding': 'identity',
        'user-agent': 'samlab-check',
        ...request.headers,
        ...(cookie && { cookie }),
      },
    });
    for (const line of reply.headers['set-cookie'] ?? []) {
      const parsed = Cookie.parse(line, { loose: true });
      if (parsed) this.#jar.setCookieSync(parsed, request.url, { ignoreError: true });
    }
    return reply;
  }

  #isTarget(url: string): boolean {
    return this.#origins.has(URL.parse(url)?.origin ?? '');
  }

  #mustBeTarget(url: string, loginUrl: string): void {
    if (this.#isTarget(url)) return;
    throw new CheckFault(
      'leads_elsewhere',
      `The login URL ${where(loginUrl)} leads to ${where(url)}, which is not the service provider, without an AuthnRequest. Set --login-url to the URL where the service provider sends one.`,
    );
  }
}

/** The next step of a page without redirect: a SAMLRequest in a form, or a self-posting form. @throws {CheckFault} when there is neither */
function readStep(url: string, reply: Reply, loginUrl: string): SentRequest | Request {
  const from = where(loginUrl);
  if (reply.status >= 400)
    throw new CheckFault(
      'no_request',
      `The login URL ${from} responds with status ${reply.status} instead of an AuthnRequest. Check --login-url.`,
    );
  const page = readHtmlPage(text(reply), url);
  for (const { action, fields } of page.forms) {
    const found = requestInForm(action, fields);
    if (found) return found;
  }
  const [form, ...others] = page.forms;
  if (form && others.length === 0 && form.visibleFields === 0 && page.hasScripts)
    return submission(form);
  if (page.forms.length === 0 && page.hasScripts)
    throw new CheckFault(
      'needs_scripts',
      `The page at ${where(url)} needs scripts to continue. Run the check with --browser, or set --login-url to a URL that redirects straight to the identity provider.`,
    );
  throw new CheckFault(
    'no_request',
    `The login URL ${from} sends no AuthnRequest: it ends at a page${page.title ? ` "${page.title}"` : ''}${form ? ' with a form to fill in' : ''}. Set --login-url to the URL that redirects to the identity provider, or use --unsolicited if there is none.`,
  );
}

function submission({ method, action, fields }: HtmlForm): Request {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  if (method === 'post')
    return { method: 'POST', url: action, headers: { 'content-type': FORM }, body };
  const url = new URL(action);
  url.search = body;
  return { method: 'GET', url: url.href };
}

/** RFC 9110 15.4: 303 always becomes GET, 301 and 302 do in every browser, 307 and 308 repeat the request. */
function redirect(request: Request, { status, headers }: Reply): Request | undefined {
  const { location } = headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const url = absolute(location, request.url);
  return status === 307 || status === 308 ? { ...request, url } : { method: 'GET', url };
}

/** As browsers read it: `//host`, `\\host` and `https:host` all leave the site. Invalid ones are kept unchanged. */
const absolute = (location: string, base: string): string =>
  URL.parse(location, base)?.href ?? location;

function requestInUrlSafely(url: string): boolean {
  return URL.parse(url)?.searchParams.has('SAMLRequest') ?? false;
}

const text = ({ body }: Reply): string => Buffer.from(body).toString('utf8');

function answer(url: string, reply: Reply, locations: readonly string[]): Answer {
  const contentType = reply.headers['content-type'] ?? '';
  return readAnswer({ status: reply.status, url, locations, contentType, body: text(reply) });
}
