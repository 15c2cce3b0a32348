import { once } from 'node:events';
import type { CDPSession, Page, Request } from 'playwright';
import type { Tab } from './chromium-tabs.ts';

/** Requests that may open a session, unlike images and styles. */
const RELEVANT = ['document', 'xhr', 'fetch'];

/** How long to wait for scripts that never stop sending requests, such as a chat (ms). */
const MAX_WAIT = 2000;

/** The pending requests of a page, so that a check waits no longer than the page needs. */
export class OpenRequests implements Disposable {
  readonly #page: Page;
  readonly #devTools: CDPSession;
  readonly #open = new Set<Request>();
  readonly #changed = new EventTarget();
  readonly #onRequest = (request: Request) => {
    if (RELEVANT.includes(request.resourceType())) this.#open.add(request);
  };
  readonly #onEnd = (request: Request) => {
    this.#open.delete(request);
    this.#changed.dispatchEvent(new Event('end'));
  };

  constructor({ page, devTools }: Tab) {
    this.#page = page;
    this.#devTools = devTools;
    page.on('request', this.#onRequest);
    page.on('requestfinished', this.#onEnd);
    page.on('requestfailed', this.#onEnd);
  }

  /** Resolves once no request is pending, at the latest after two seconds. */
  async settled(): Promise<void> {
    const signal = AbortSignal.timeout(MAX_WAIT);
    try {
      do {
        while (this.#open.size > 0) await once(this.#changed, 'end', { signal });
        // Lets pending scripts run. Playwright's own evaluate counts as a click.
        await this.#devTools.send('Runtime.evaluate', { expression: '0' }).catch(() => {});
      } while (this.#open.size > 0);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#page.off('request', this.#onRequest);
    this.#page.off('requestfinished', this.#onEnd);
    this.#page.off('requestfailed', this.#onEnd);
  }
}
