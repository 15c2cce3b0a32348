import { once } from 'node:events';
import type { Page, Request } from 'playwright';

/** Of these a page's scripts may make a session; pictures and styles come when they like. */
const MEANT = ['document', 'xhr', 'fetch'];

/** For scripts that never stop asking, as those of a chat, in ms. */
const LONG_ENOUGH = 2000;

/** The requests of a page that are under way, so that nobody has to wait for a page that asks for nothing more. */
export class OpenRequests implements Disposable {
  readonly #page: Page;
  readonly #open = new Set<Request>();
  readonly #changed = new EventTarget();
  readonly #onRequest = (request: Request) => {
    if (MEANT.includes(request.resourceType())) this.#open.add(request);
  };
  readonly #onEnd = (request: Request) => {
    this.#open.delete(request);
    this.#changed.dispatchEvent(new Event('end'));
  };

  constructor(page: Page) {
    this.#page = page;
    page.on('request', this.#onRequest);
    page.on('requestfinished', this.#onEnd);
    page.on('requestfailed', this.#onEnd);
  }

  /** Resolves once none is under way, at the latest after two seconds. */
  async settled(): Promise<void> {
    const signal = AbortSignal.timeout(LONG_ENOUGH);
    try {
      do {
        while (this.#open.size > 0) await once(this.#changed, 'end', { signal });
        await this.#page.evaluate('0').catch(() => {}); // until scripts that go on by themselves have had their turn
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
