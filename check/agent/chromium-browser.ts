import type { Answer, RawRequest, WithheldCookie } from '../../catalogue/index.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { answerOf } from './answer.ts';
import type { Browser, BrowserMaker, IdpSite } from './browser.ts';
import { ChromiumCookies } from './chromium-cookies.ts';
import { Interception } from './chromium-interception.ts';
import { formIsBlocked, pressStart } from './chromium-start.ts';
import { type ChromiumTabs, openTabs, type Tab } from './chromium-tabs.ts';
import { Visit } from './chromium-visit.ts';
import { type Exchange, mustNotBeLimited, where } from './exchange.ts';
import { standInUrl } from './identity-provider-page.ts';
import { absolute } from './navigation.ts';
import { OpenRequests } from './open-requests.ts';
import type { SentRequest } from './sent-request.ts';

/** Pages that refresh themselves after a Response; more are a loop. */
const MAX_REFRESHES = 5;

/**
 * Real browsers: Chromium through Playwright, with one context each.
 *
 * @param connections verify the certificates of https targets, so that Chromium need not know `--ca`.
 * @throws {CheckFault} `browser_missing` when Playwright or a Chromium is not installed
 */
export async function chromiumBrowsers(connections: Exchange): Promise<BrowserMaker> {
  const tabs = await openTabs(connections.limits.timeout);
  const verified = new Map<string, Promise<unknown>>();
  const verify = (origin: string) => {
    const known = verified.get(origin) ?? connections.send({ method: 'HEAD', url: `${origin}/` });
    verified.set(origin, known);
    return known;
  };
  return {
    async open(origins, idpSite = 'cross-site') {
      await Promise.all([...origins].filter((origin) => origin.startsWith('https:')).map(verify));
      return new ChromiumBrowser({ tabs, origins, connections, idpSite }, await tabs.take());
    },
    close: () => tabs.close(),
  };
}

/** What a browser and its copies share. */
interface Shared {
  readonly tabs: ChromiumTabs;
  readonly origins: ReadonlySet<string>;
  readonly connections: Exchange;
  readonly idpSite: IdpSite;
}

class ChromiumBrowser implements Browser {
  readonly #shared: Shared;
  readonly #tab: Tab;
  readonly #requests: Interception;
  readonly #cookies: ChromiumCookies;

  constructor(shared: Shared, tab: Tab, withheld: readonly WithheldCookie[] = []) {
    this.#shared = shared;
    this.#tab = tab;
    this.#requests = new Interception(tab, shared.origins);
    this.#cookies = new ChromiumCookies(tab.devTools, withheld);
  }

  async start(loginUrl: string): Promise<SentRequest> {
    const { page } = this.#tab;
    const requests = this.#requests;
    let hasLeft = false;
    const sent = new Promise<SentRequest>((resolve, reject) => {
      requests.onRequest = (request) => {
        hasLeft = true;
        resolve(request);
      };
      requests.onFault = reject;
    });
    sent.catch(() => {}); // awaited below, where something else may come first
    const arrived = pressStart(page, loginUrl, () => hasLeft).catch((error: unknown) => {
      throw this.#failure(error, loginUrl);
    });
    arrived.catch(() => {}); // going to the identity provider aborts the page
    // The identity provider's URL shows our page; from then on the browser is at the identity provider.
    const shown = page.waitForEvent('domcontentloaded', {
      predicate: () => requests.standIn !== undefined && where(page.url()) === requests.standIn,
    });
    shown.catch(() => {});
    try {
      const found = await Promise.race([sent, arrived]);
      await shown.catch((error: unknown) => {
        throw this.#failure(error, loginUrl);
      });
      return found;
    } finally {
      requests.onRequest = undefined;
      requests.onFault = undefined;
    }
  }

  async submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer> {
    const { page, devTools } = this.#tab;
    const standIn = standInUrl(action, this.#shared.idpSite);
    const visit = new Visit(page);
    using requests = new OpenRequests(this.#tab);
    try {
      this.#requests.showAt(standIn);
      await page.goto(standIn, { waitUntil: 'load' });
      this.#requests.onBlocked = (url) => visit.blocked(url);
      this.#requests.onDocument = (document) => visit.received(document);
      await Promise.all([
        Promise.race([page.waitForNavigation({ waitUntil: 'load' }), formIsBlocked(page)]),
        // Playwright's own evaluate counts as a click, and nobody clicks here.
        devTools.send('Runtime.evaluate', { expression: submitForm(action, fields) }),
      ]);
      await requests.settled();
      for (let pages = 0; pages < MAX_REFRESHES && (await visit.refreshes()); pages += 1)
        await requests.settled();
    } catch (error) {
      // A redirect away from the target: recorded above, and blocked by us.
      if (!visit.last || !/ERR_BLOCKED_BY_CLIENT|ERR_ABORTED/.test(String(error)))
        throw this.#failure(error, action);
    } finally {
      this.#requests.onBlocked = undefined;
      this.#requests.onDocument = undefined;
    }
    if (!visit.last)
      throw new ExchangeError('unreachable', action, `${where(action)} did not answer.`);
    mustNotBeLimited(visit.last.reply.status, action);
    return visit.answer();
  }

  async send({ method, url, contentType, body }: RawRequest): Promise<Answer> {
    if (!this.#requests.isTarget(url))
      throw new TypeError(`${where(url)} does not belong to the target.`);
    const cookies = await this.#tab.context.cookies(url);
    const reply = await this.#shared.connections.send({
      method,
      url,
      body,
      headers: {
        accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        'accept-encoding': 'identity',
        ...(contentType && { 'content-type': contentType }),
        // As a script of the service provider's own page does.
        ...(method !== 'GET' && { origin: new URL(url).origin }),
        ...(cookies.length > 0 && {
          cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        }),
      },
    });
    await this.#cookies.keep(reply.headers['set-cookie'] ?? [], url);
    const { location } = reply.headers;
    return answerOf([{ url, reply }], location ? [absolute(location, url)] : []);
  }

  async cookies(url: string): Promise<Record<string, string>> {
    const cookies = await this.#tab.context.cookies(url);
    return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  }

  async withheldCookies(): Promise<readonly WithheldCookie[]> {
    return [...this.#cookies.withheld];
  }

  ageCookies(): Promise<void> {
    return this.#cookies.age();
  }

  plantCookie(url: string, name: string, value: string): Promise<void> {
    return this.#cookies.keep([`${name}=${value}; Path=/; Secure; SameSite=None`], url);
  }

  async fork(): Promise<Browser> {
    const tab = await this.#shared.tabs.take();
    await this.#cookies.copyTo(tab.devTools);
    return new ChromiumBrowser(this.#shared, tab, this.#cookies.withheld);
  }

  async close(): Promise<void> {
    this.#cookies[Symbol.dispose]();
    await this.#shared.tabs.giveBack(this.#tab, this.#requests.visited);
    this.#requests[Symbol.dispose]();
  }

  #failure(error: unknown, url: string): Error {
    if (error instanceof CheckFault || error instanceof ExchangeError) return error;
    const [message = ''] = String((error as Error).message).split('\n');
    if (/ERR_TOO_MANY_REDIRECTS/.test(message))
      return new CheckFault(
        'endless_redirect',
        `${where(url)} redirects endlessly. Set --login-url to the URL that starts a sign-in.`,
      );
    if (/Timeout \d+ms exceeded/.test(message))
      return new ExchangeError('timeout', url, `${where(url)} did not answer in time.`);
    if (
      /ERR_EMPTY_RESPONSE|ERR_CONNECTION_(?:RESET|CLOSED)|socket hang up|ECONNRESET/.test(message)
    )
      return new ExchangeError(
        'reset',
        url,
        `${where(url)} closed the connection without an answer.`,
      );
    // Anything else is a failure of the browser, not of the target.
    if (!/net::ERR_|ECONN|ENOTFOUND|EAI_AGAIN/.test(message)) return error as Error;
    return new ExchangeError('unreachable', url, `Cannot reach ${where(url)} (${message}).`);
  }
}

/**
 * A script that submits a form as the identity provider's self-posting page does (SAML Bindings 3.5.4). It is text, not a function, so that
 * our compiler does not change what runs in the browser.
 */
const submitForm = (action: string, fields: readonly (readonly [string, string])[]): string => `{
  const form = document.createElement('form');
  form.method = 'post';
  form.action = ${JSON.stringify(action)};
  for (const [name, value] of ${JSON.stringify(fields)}) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.documentElement.append(form);
  HTMLFormElement.prototype.submit.call(form);
}`;
