import type { BrowserContext, CDPSession, Browser as Chromium, Page, Response } from 'playwright';
import type { Answer, RawRequest } from '../../catalogue/stage.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { readAnswer } from './answer.ts';
import type { Browser, BrowserMaker } from './browser.ts';
import { type Limits, where } from './exchange.ts';
import { launchChromium } from './launch-chromium.ts';
import { escapeHtml, selfPostingPage } from './self-posting-page.ts';
import { requestInForm, requestInUrl, type SentRequest } from './sent-request.ts';

/** Where the self-posting page is shown from when the target has never named an identity provider. Nobody is asked for it. */
const NO_REQUEST_ORIGIN = 'http://localhost:4100/';

/**
 * Real browsers: Chromium by Playwright, a context each.
 *
 * @throws {CheckFault} `browser_missing` when Playwright or a Chromium is not installed
 */
export async function chromiumBrowsers(limits: Limits): Promise<BrowserMaker> {
  const chromium = await launchChromium();
  return {
    open: async (origins) => ChromiumBrowser.open(chromium, origins, limits),
    close: () => chromium.close(),
  };
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Fetch/#event-requestPaused */
interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly postData?: string };
  readonly resourceType: string;
}

class ChromiumBrowser implements Browser {
  readonly #chromium: Chromium;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #origins: ReadonlySet<string>;
  readonly #limits: Limits;
  /** Called with the request once the browser is about to leave for the identity provider. */
  #onRequest: ((sent: SentRequest) => void) | undefined;
  #onFault: ((fault: unknown) => void) | undefined;
  /** A page to be shown in place of what an address would answer. */
  #staged: { readonly url: string; readonly html: string } | undefined;
  #idpUrl = NO_REQUEST_ORIGIN;

  private constructor(
    chromium: Chromium,
    context: BrowserContext,
    page: Page,
    origins: ReadonlySet<string>,
    limits: Limits,
  ) {
    this.#chromium = chromium;
    this.#context = context;
    this.#page = page;
    this.#origins = origins;
    this.#limits = limits;
  }

  static async open(
    chromium: Chromium,
    origins: ReadonlySet<string>,
    limits: Limits,
    cookies: Awaited<ReturnType<BrowserContext['cookies']>> = [],
  ): Promise<ChromiumBrowser> {
    const context = await chromium.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(limits.timeout);
    await context.addCookies(cookies);
    const page = await context.newPage();
    const browser = new ChromiumBrowser(chromium, context, page, origins, limits);
    // Playwright's own routes do not see where a redirect leads; those of the DevTools protocol do.
    const devTools = await context.newCDPSession(page);
    devTools.on('Fetch.requestPaused', (paused) => {
      browser.#handle(devTools, paused).catch(() => {}); // the page is gone: nobody waits for the answer
    });
    await devTools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    return browser;
  }

  async start(loginUrl: string): Promise<SentRequest> {
    const sent = new Promise<SentRequest>((resolve, reject) => {
      this.#onRequest = resolve;
      this.#onFault = reject;
    });
    const arrived = this.#page
      .goto(loginUrl, { timeout: this.#limits.timeout })
      .then(async () => {
        await this.#page.waitForTimeout(2000); // a script may still send it
        throw new CheckFault(
          'no_request',
          `No AuthnRequest comes out of the login URL ${where(loginUrl)}: it ends at the page "${await this.#page.title()}". Give the address that sends the browser to the identity provider as --login-url, or use --unsolicited when there is none.`,
        );
      })
      .catch((error: unknown) => {
        throw error instanceof CheckFault ? error : this.#failure(error, loginUrl);
      });
    arrived.catch(() => {}); // leaving for the identity provider breaks the page off
    try {
      const found = await Promise.race([sent, arrived]);
      // What is shown there is a page of ours; from now on the browser stands at the identity provider.
      await this.#page
        .waitForFunction(`document.title === 'Request ${found.request.id}'`)
        .catch((error: unknown) => {
          throw this.#failure(error, loginUrl);
        });
      return found;
    } finally {
      this.#onRequest = undefined;
      this.#onFault = undefined;
    }
  }

  async submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer> {
    const locations: string[] = [];
    let last: Response | undefined;
    const onResponse = (response: Response) => {
      const request = response.request();
      if (!request.isNavigationRequest() || request.frame() !== this.#page.mainFrame()) return;
      if (response.url() === this.#idpUrl && this.#staged) return;
      last = response;
      const { location } = response.headers();
      if (location !== undefined)
        locations.push(URL.parse(location, response.url())?.href ?? location);
    };
    this.#staged = { url: this.#idpUrl, html: selfPostingPage(action, fields) };
    try {
      await this.#page.goto(this.#idpUrl);
      this.#page.on('response', onResponse);
      const [left] = await Promise.all([
        this.#page.waitForNavigation({ waitUntil: 'load', timeout: this.#limits.timeout }),
        this.#page.evaluate('HTMLFormElement.prototype.submit.call(document.forms[0])'),
      ]);
      last = left ?? last;
    } catch (error) {
      // Off the target: noted above, and broken off by us.
      if (!last || !/ERR_BLOCKED_BY_CLIENT|ERR_ABORTED/.test(String(error)))
        throw this.#failure(error, action);
    } finally {
      this.#page.off('response', onResponse);
      this.#staged = undefined;
    }
    if (!last) throw new ExchangeError('unreachable', action, `${where(action)} gave no answer.`);
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
      const response = await this.#context.request.fetch(url, {
        method,
        maxRedirects: 0,
        timeout: this.#limits.timeout,
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
    const cookies = await this.#context.cookies(url);
    return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  }

  async fork(): Promise<Browser> {
    const cookies = await this.#context.cookies();
    return ChromiumBrowser.open(this.#chromium, this.#origins, this.#limits, cookies);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** Lets requests to the target through, shows pages of ours, takes up the AuthnRequest and breaks off all else. */
  async #handle(devTools: CDPSession, { requestId, request, resourceType }: Paused): Promise<void> {
    const { url } = request;
    const show = (html: string) =>
      devTools.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
        body: Buffer.from(html).toString('base64'),
      });
    if (this.#staged && url === this.#staged.url) return void (await show(this.#staged.html));
    try {
      const form = [...new URLSearchParams(request.postData ?? '')];
      const sent =
        resourceType === 'Document' ? (requestInUrl(url) ?? requestInForm(url, form)) : undefined;
      if (sent && this.#onRequest) {
        this.#idpUrl = sent.destination;
        await show(`<title>Request ${escapeHtml(sent.request.id)}</title>`);
        return this.#onRequest(sent);
      }
    } catch (error) {
      this.#onFault?.(error);
    }
    if (this.#isTarget(url)) await devTools.send('Fetch.continueRequest', { requestId });
    else await devTools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  }

  #isTarget(url: string): boolean {
    return this.#origins.has(URL.parse(url)?.origin ?? '');
  }

  #failure(error: unknown, url: string): Error {
    if (error instanceof CheckFault || error instanceof ExchangeError) return error;
    const [message = ''] = String((error as Error).message).split('\n');
    if (/ERR_TOO_MANY_REDIRECTS/.test(message))
      return new CheckFault(
        'endless_redirect',
        `${where(url)} leads from one redirect to the next without end. Give the address at which a sign-in starts as --login-url.`,
      );
    if (/Timeout \d+ms exceeded/.test(message))
      return new ExchangeError('timeout', url, `${where(url)} did not answer in time.`);
    return new ExchangeError('unreachable', url, `${where(url)} cannot be reached (${message}).`);
  }
}

function mustNotBeLimited(status: number, url: string): void {
  if (status !== 429) return;
  throw new CheckFault(
    'rate_limited',
    `The service provider asks for fewer requests (429 at ${where(url)}). The check has stopped and tries nothing again; lower --concurrency, or lift the limit for this environment.`,
  );
}
