import type { CDPSession, Response } from 'playwright';
import type { Answer, RawRequest } from '../../catalogue/index.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { readAnswer } from './answer.ts';
import type { Browser, BrowserMaker } from './browser.ts';
import { type ChromiumTabs, openTabs, type Tab } from './chromium-tabs.ts';
import { type Limits, mustNotBeLimited, where } from './exchange.ts';
import { OpenRequests } from './open-requests.ts';
import { requestInForm, requestInUrl, type SentRequest } from './sent-request.ts';

/** The URL of the identity provider's page if the target never sent a request. Nothing is sent there. */
const NO_REQUEST_ORIGIN = 'http://localhost:4100/';

/** Our page at the identity provider's URL, from which the form is submitted. */
const IDENTITY_PROVIDER_PAGE = '<!doctype html><title>Identity provider</title>';

/**
 * Real browsers: Chromium through Playwright, with one context each.
 *
 * @throws {CheckFault} `browser_missing` when Playwright or a Chromium is not installed
 */
export async function chromiumBrowsers(limits: Limits): Promise<BrowserMaker> {
  const tabs = await openTabs(limits.timeout);
  return {
    open: async (origins) => new ChromiumBrowser({ tabs, origins, limits }, await tabs.take()),
    close: () => tabs.close(),
  };
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Fetch/#event-requestPaused */
interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly postData?: string };
  readonly resourceType: string;
}

/** What all browsers share. */
interface Shared {
  readonly tabs: ChromiumTabs;
  readonly origins: ReadonlySet<string>;
  readonly limits: Limits;
}

class ChromiumBrowser implements Browser {
  readonly #shared: Shared;
  readonly #tab: Tab;
  readonly #onPaused: (paused: Paused) => void;
  readonly #visited = new Set<string>();
  /** Called with the AuthnRequest when the browser is about to go to the identity provider. */
  #onRequest: ((sent: SentRequest) => void) | undefined;
  #onFault: ((fault: unknown) => void) | undefined;
  #idpUrl = NO_REQUEST_ORIGIN;
  /** Set while the identity provider's URL shows our page. */
  #showsOurPage = false;

  constructor(shared: Shared, tab: Tab) {
    this.#shared = shared;
    this.#tab = tab;
    this.#onPaused = (paused) => {
      this.#handle(tab.devTools, paused).catch(() => {}); // the page is gone, so nothing waits for the response
    };
    tab.devTools.on('Fetch.requestPaused', this.#onPaused);
  }

  async start(loginUrl: string): Promise<SentRequest> {
    const { page } = this.#tab;
    const sent = new Promise<SentRequest>((resolve, reject) => {
      this.#onRequest = resolve;
      this.#onFault = reject;
    });
    sent.catch(() => {}); // awaited below, where something else may come first
    const arrived = page
      .goto(loginUrl)
      .then(async () => {
        await page.waitForTimeout(2000); // a script may still send the request
        throw new CheckFault(
          'no_request',
          `The login URL ${where(loginUrl)} sends no AuthnRequest: it ends at the page "${await page.title()}". Set --login-url to the URL that redirects to the identity provider, or use --unsolicited if there is none.`,
        );
      })
      .catch((error: unknown) => {
        throw error instanceof CheckFault ? error : this.#failure(error, loginUrl);
      });
    arrived.catch(() => {}); // going to the identity provider aborts the page
    // The identity provider's URL shows our page; from then on the browser is at the identity provider.
    const shown = page.waitForEvent('domcontentloaded', {
      predicate: () => where(page.url()) === this.#idpUrl && this.#showsOurPage,
    });
    shown.catch(() => {});
    try {
      const found = await Promise.race([sent, arrived]);
      await shown.catch((error: unknown) => {
        throw this.#failure(error, loginUrl);
      });
      return found;
    } finally {
      this.#onRequest = undefined;
      this.#onFault = undefined;
    }
  }

  async submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer> {
    const { page } = this.#tab;
    const locations: string[] = [];
    let last: Response | undefined;
    const onResponse = (response: Response) => {
      const request = response.request();
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
      last = response;
      const { location } = response.headers();
      if (location !== undefined)
        locations.push(URL.parse(location, response.url())?.href ?? location);
    };
    using requests = new OpenRequests(page);
    try {
      await this.#goToIdentityProvider();
      page.on('response', onResponse);
      const [left] = await Promise.all([
        page.waitForNavigation({ waitUntil: 'load' }),
        page.evaluate(submitForm(action, fields)),
      ]);
      last = left ?? last;
      await requests.settled();
    } catch (error) {
      // A redirect away from the target: recorded above, and blocked by us.
      if (!last || !/ERR_BLOCKED_BY_CLIENT|ERR_ABORTED/.test(String(error)))
        throw this.#failure(error, action);
    } finally {
      page.off('response', onResponse);
    }
    if (!last) throw new ExchangeError('unreachable', action, `${where(action)} did not answer.`);
    mustNotBeLimited(last.status(), action);
    const redirected = last.headers().location !== undefined;
    return readAnswer({
      status: last.status(),
      url: redirected ? (locations.at(-1) ?? last.url()) : last.url(),
      locations,
      contentType: last.headers()['content-type'] ?? '',
      body: redirected ? '' : await last.text().catch(() => ''),
    });
  }

  async send({ method, url, contentType, body }: RawRequest): Promise<Answer> {
    if (!this.#isTarget(url)) throw new TypeError(`${where(url)} does not belong to the target.`);
    try {
      const response = await this.#tab.context.request.fetch(url, {
        method,
        maxRedirects: 0,
        timeout: this.#shared.limits.timeout,
        headers: {
          accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
          ...(contentType && { 'content-type': contentType }),
        },
        ...(body !== undefined && { data: typeof body === 'string' ? body : Buffer.from(body) }),
      });
      mustNotBeLimited(response.status(), url);
      const headers = response.headers();
      return readAnswer({
        status: response.status(),
        url,
        locations: headers.location ? [URL.parse(headers.location, url)?.href ?? ''] : [],
        contentType: headers['content-type'] ?? '',
        body: await response.text(),
      });
    } catch (error) {
      throw this.#failure(error, url);
    }
  }

  async cookies(url: string): Promise<Record<string, string>> {
    const cookies = await this.#tab.context.cookies(url);
    return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  }

  async fork(): Promise<Browser> {
    const tab = await this.#shared.tabs.take();
    await tab.context.addCookies(await this.#tab.context.cookies());
    return new ChromiumBrowser(this.#shared, tab);
  }

  async close(): Promise<void> {
    await this.#shared.tabs.giveBack(this.#tab, this.#visited);
    this.#tab.devTools.off('Fetch.requestPaused', this.#onPaused);
  }

  /** Right after a request the browser is already there. */
  async #goToIdentityProvider(): Promise<void> {
    const { page } = this.#tab;
    if (this.#showsOurPage && where(page.url()) === this.#idpUrl) return;
    this.#showsOurPage = true;
    await page.goto(this.#idpUrl, { waitUntil: 'commit' });
  }

  /** Lets requests to the target through, shows our page, catches the AuthnRequest and blocks everything else. */
  async #handle(devTools: CDPSession, { requestId, request, resourceType }: Paused): Promise<void> {
    const { url } = request;
    const isDocument = resourceType === 'Document';
    const showOurPage = () =>
      devTools.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
        body: Buffer.from(IDENTITY_PROVIDER_PAGE).toString('base64'),
      });
    if (this.#showsOurPage && isDocument && url === this.#idpUrl) return void (await showOurPage());
    try {
      const form = [...new URLSearchParams(request.postData ?? '')];
      const sent = isDocument ? (requestInUrl(url) ?? requestInForm(url, form)) : undefined;
      if (sent && this.#onRequest) {
        this.#idpUrl = sent.destination;
        this.#showsOurPage = true;
        await showOurPage();
        return this.#onRequest(sent);
      }
    } catch (error) {
      this.#onFault?.(error);
    }
    if (!this.#isTarget(url))
      return void (await devTools.send('Fetch.failRequest', {
        requestId,
        errorReason: 'BlockedByClient',
      }));
    if (isDocument) {
      this.#visited.add(new URL(url).origin);
      this.#showsOurPage = false;
    }
    await devTools.send('Fetch.continueRequest', { requestId });
  }

  #isTarget(url: string): boolean {
    return this.#shared.origins.has(URL.parse(url)?.origin ?? '');
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
