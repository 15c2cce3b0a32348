import type { CDPSession } from 'playwright';
import type { SeenPage } from './answer.ts';
import type { Tab } from './chromium-tabs.ts';
import { where } from './exchange.ts';
import { requestInForm, requestInUrl, type SentRequest } from './sent-request.ts';

/** Our page at the identity provider's URL, from which the form is submitted. */
const IDENTITY_PROVIDER_PAGE = '<!doctype html><title>Identity provider</title>';

/** https://chromedevtools.github.io/devtools-protocol/tot/Fetch/#event-requestPaused */
interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly postData?: string };
  readonly resourceType: string;
  readonly frameId: string;
  /** Only once a response has come. */
  readonly responseStatusCode?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Decides about every request of a tab: those to the target go through, the AuthnRequest is caught, the identity provider's page is answered
 * by ours, and everything else is blocked. Redirects are requests too, which Playwright's own routes do not see.
 */
export class Interception implements Disposable {
  /** Origins whose documents were loaded. */
  readonly visited = new Set<string>();
  /** Called when the browser is about to go to the identity provider. */
  onRequest: ((sent: SentRequest) => void) | undefined;
  onFault: ((fault: unknown) => void) | undefined;
  /** Called with the URL of a page that is blocked because it is not the target's. */
  onBlocked: ((url: string) => void) | undefined;
  /** Called with each response for a page of the tab itself, redirects included. */
  onDocument: ((document: SeenPage) => void) | undefined;
  /** The URL that shows our page, without its query. */
  #standIn: string | undefined;
  readonly #devTools: CDPSession;
  readonly #mainFrame: string;
  readonly #origins: ReadonlySet<string>;
  readonly #onPaused = (paused: Paused) => {
    this.#handle(paused).catch(() => {}); // the page is gone, so nothing waits for the response
  };

  constructor({ devTools, mainFrame }: Tab, origins: ReadonlySet<string>) {
    this.#devTools = devTools;
    this.#mainFrame = mainFrame;
    this.#origins = origins;
    devTools.on('Fetch.requestPaused', this.#onPaused);
  }

  /** The identity provider's URL, without the message; undefined while the browser is at the target. */
  get standIn(): string | undefined {
    return this.#standIn;
  }

  /** Lets a URL show the identity provider's page. */
  showAt(url: string): void {
    this.#standIn = where(url);
  }

  isTarget(url: string): boolean {
    return this.#origins.has(URL.parse(url)?.origin ?? '');
  }

  async #handle(paused: Paused): Promise<void> {
    if (paused.responseStatusCode !== undefined) return this.#read(paused);
    const { requestId, request, resourceType } = paused;
    const { url } = request;
    const isDocument = resourceType === 'Document';
    if (isDocument && where(url) === this.#standIn && !this.isTarget(url))
      return this.#showOurPage(requestId);
    if (isDocument && this.onRequest) {
      const sent = this.#sentIn(request);
      if (sent) {
        this.showAt(sent.destination);
        await this.#showOurPage(requestId);
        return this.onRequest(sent);
      }
    }
    if (!this.isTarget(url)) {
      if (isDocument) this.onBlocked?.(url);
      await this.#devTools.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
      return;
    }
    if (isDocument) {
      this.visited.add(new URL(url).origin);
      this.#standIn = undefined;
    }
    await this.#devTools.send('Fetch.continueRequest', { requestId });
  }

  /** Reads a response before the page can leave, after which Chromium no longer has its body. */
  async #read({
    requestId,
    request,
    frameId,
    responseStatusCode = 0,
    responseHeaders = [],
  }: Paused) {
    const { onDocument } = this;
    if (onDocument && frameId === this.#mainFrame) {
      const headers = Object.fromEntries(
        responseHeaders.map(({ name, value }) => [name.toLowerCase(), value]),
      );
      const isRedirect =
        headers.location !== undefined && /^30[12378]$/.test(`${responseStatusCode}`);
      const { body, base64Encoded } = isRedirect
        ? { body: '', base64Encoded: false }
        : await this.#devTools.send('Fetch.getResponseBody', { requestId });
      const bytes = Buffer.from(body, base64Encoded ? 'base64' : 'utf8');
      onDocument({ url: request.url, reply: { status: responseStatusCode, headers, body: bytes } });
    }
    await this.#devTools.send('Fetch.continueResponse', { requestId });
  }

  #sentIn({ url, postData = '' }: Paused['request']): SentRequest | undefined {
    try {
      return requestInUrl(url) ?? requestInForm(url, [...new URLSearchParams(postData)]);
    } catch (error) {
      this.onFault?.(error);
      return undefined;
    }
  }

  async #showOurPage(requestId: string): Promise<void> {
    await this.#devTools.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
      body: Buffer.from(IDENTITY_PROVIDER_PAGE).toString('base64'),
    });
  }

  [Symbol.dispose](): void {
    this.#devTools.off('Fetch.requestPaused', this.#onPaused);
  }
}
