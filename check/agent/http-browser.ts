import type { Answer, RawRequest, WithheldCookie } from '../../catalogue/index.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { answerOf, type SeenPage } from './answer.ts';
import type { Browser, BrowserMaker, IdpSite, Wanted } from './browser.ts';
import { type CookieContext, CookieStore } from './cookie-store.ts';
import { type Exchange, type Reply, type Request, where } from './exchange.ts';
import { standInUrl } from './identity-provider-page.ts';
import { mustAllowForm, nextLoginStep } from './login-step.ts';
import {
  absolute,
  isCrossSite,
  type Navigation,
  navigationHeaders,
  redirected,
  typed,
} from './navigation.ts';
import { automaticStep, framesOf, mayLeadOn, showPage } from './next-page.ts';
import { defaultReferrerPolicy } from './referrer.ts';
import { requestInForm, requestInUrl, type SentRequest } from './sent-request.ts';

const FORM = 'application/x-www-form-urlencoded';

const ACCEPT: Record<Wanted, string> = {
  page: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  problem: 'application/problem+json,text/html;q=0.9,*/*;q=0.8',
};

/** Some applications choose the SameSite attribute of their cookies by the name of the browser. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 samlab-check';

/** Pages that a browser goes to by itself after a Response; more are a loop. */
const MAX_PAGES = 5;
const MAX_FRAMES = 4;

/**
 * Simulated browsers: an HTTP client that runs no scripts, and otherwise does as Chromium: cookies by site, headers, redirects, refreshes,
 * frames and self-posting forms, and what a Content-Security-Policy forbids.
 */
export function httpBrowsers(connections: Exchange, wanted: Wanted = 'page'): BrowserMaker {
  return {
    open: async (origins, idpSite = 'cross-site') =>
      new HttpBrowser({ connections, origins, wanted, idpSite }),
    close: async () => connections.close(),
  };
}

interface Parts {
  readonly connections: Exchange;
  readonly origins: ReadonlySet<string>;
  readonly wanted: Wanted;
  readonly idpSite: IdpSite;
}

class HttpBrowser implements Browser {
  readonly #parts: Parts;
  readonly #cookies: CookieStore;
  readonly #withheld: WithheldCookie[];

  constructor(parts: Parts, cookies = new CookieStore(), withheld: WithheldCookie[] = []) {
    this.#parts = parts;
    this.#cookies = cookies;
    this.#withheld = withheld;
  }

  async start(loginUrl: string): Promise<SentRequest> {
    let next = typed(loginUrl);
    for (let hop = 0; hop <= this.#parts.connections.limits.maxRedirects; hop++) {
      if (next.isForm && next.from?.policies)
        mustAllowForm({ url: next.from.url, policies: next.from.policies }, next.url);
      const found = requestInUrl(next.url) ?? requestInBody(next);
      if (found) return found;
      this.#mustBeTarget(next.url, loginUrl);
      const reply = await this.#navigate(next);
      const onward = redirected(next, reply);
      if (onward) {
        next = onward;
        continue;
      }
      const step = nextLoginStep(showPage(next.url, reply), reply, loginUrl);
      if ('sent' in step) return step.sent;
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
    const seen: Shown[] = [];
    let next: Navigation | undefined = {
      ...typed(action),
      method: 'POST',
      headers: { 'content-type': FORM },
      body,
      from: {
        url: standInUrl(action, this.#parts.idpSite),
        referrerPolicy: defaultReferrerPolicy,
      },
      isForm: true,
      activated: false,
    };
    while (next) {
      const shown: Shown = await this.#load(next, locations);
      seen.push(shown);
      if (shown.left || seen.length > MAX_PAGES || !mayLeadOn(shown.reply)) break;
      const page = showPage(shown.url, shown.reply);
      for (const frame of framesOf(page).slice(0, MAX_FRAMES))
        if (this.#isTarget(frame.url)) await this.#load(frame, []);
      next = automaticStep(page);
      if (!next) break;
      if (this.#leaves(next)) {
        locations.push(next.url);
        break;
      }
    }
    return answerOf(seen, locations);
  }

  async send({ method, url, contentType, body }: RawRequest): Promise<Answer> {
    if (!this.#isTarget(url)) throw new TypeError(`${where(url)} does not belong to the target.`);
    const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
    // As a script of the service provider's own page does.
    if (method !== 'GET') headers.origin = new URL(url).origin;
    const reply = await this.#send(
      { method, url, headers, body },
      { crossSite: false, method, topLevel: true },
    );
    const { location } = reply.headers;
    const locations = location === undefined ? [] : [absolute(location, url)];
    return answerOf([{ url, reply }], locations);
  }

  async cookies(url: string): Promise<Record<string, string>> {
    return this.#cookies.named(url);
  }

  async withheldCookies(): Promise<readonly WithheldCookie[]> {
    return [...this.#cookies.refused, ...this.#withheld];
  }

  async ageCookies(): Promise<void> {
    this.#cookies.age();
  }

  async plantCookie(url: string, name: string, value: string): Promise<void> {
    this.#cookies.keep([`${name}=${value}; Path=/; Secure; SameSite=None`], url);
  }

  async fork(): Promise<Browser> {
    return new HttpBrowser(this.#parts, this.#cookies.copy(), [...this.#withheld]);
  }

  async close(): Promise<void> {
    this.#cookies.clear();
  }

  /** Loads a page and follows redirects, up to one that leaves the target or sends a request to the identity provider. */
  async #load(first: Navigation, locations: string[]): Promise<Shown> {
    const { limits } = this.#parts.connections;
    let next = first;
    for (let hop = 0; hop <= limits.maxRedirects; hop++) {
      const reply = await this.#navigate(next);
      const onward = redirected(next, reply);
      if (!onward) return { url: next.url, reply, left: false };
      locations.push(onward.url);
      if (this.#leaves(onward)) return { url: onward.url, reply, left: true };
      next = onward;
    }
    throw new ExchangeError(
      'too_many_redirects',
      first.url,
      `After the Response, ${where(first.url)} redirected more than ${limits.maxRedirects} times.`,
    );
  }

  /** Whether a step leads away from the target or starts another sign-in, or is blocked: it is recorded and not taken. */
  #leaves(next: Navigation): boolean {
    const blocked = next.isForm && next.from?.policies?.allowsForm(next.url) === false;
    return blocked || !this.#isTarget(next.url) || startsSignIn(next);
  }

  #navigate(navigation: Navigation): Promise<Reply> {
    const { method, target } = navigation;
    const context = { crossSite: isCrossSite(navigation), method, topLevel: target === 'document' };
    const headers = { ...navigation.headers, ...navigationHeaders(navigation) };
    return this.#send({ ...navigation, headers }, context);
  }

  async #send({ method, url, headers, body }: Request, context: CookieContext): Promise<Reply> {
    const { header: cookie, withheld } = this.#cookies.forRequest(url, context);
    this.#withheld.push(...withheld);
    const { connections, wanted } = this.#parts;
    const reply = await connections.send({
      method,
      url,
      body,
      headers: {
        accept: ACCEPT[wanted],
        'accept-language': 'en',
        'accept-encoding': 'identity',
        'user-agent': USER_AGENT,
        ...headers,
        ...(cookie && { cookie }),
      },
    });
    this.#cookies.keep(reply.headers['set-cookie'] ?? [], url);
    return reply;
  }

  #isTarget(url: string): boolean {
    return this.#parts.origins.has(URL.parse(url)?.origin ?? '');
  }

  #mustBeTarget(url: string, loginUrl: string): void {
    if (this.#isTarget(url)) return;
    throw new CheckFault(
      'leads_elsewhere',
      `The login URL ${where(loginUrl)} leads to ${where(url)}, which is not the service provider, without an AuthnRequest. Set --login-url to the URL where the service provider sends one.`,
    );
  }
}

interface Shown extends SeenPage {
  /** The last redirect was not followed. */
  readonly left: boolean;
}

const startsSignIn = ({ url, body }: Navigation): boolean =>
  (URL.parse(url)?.searchParams.has('SAMLRequest') ?? false) ||
  new URLSearchParams(String(body ?? '')).has('SAMLRequest');

/** The AuthnRequest in a form that is submitted. */
const requestInBody = ({ url, body }: Navigation): SentRequest | undefined =>
  body === undefined ? undefined : requestInForm(url, [...new URLSearchParams(String(body))]);
