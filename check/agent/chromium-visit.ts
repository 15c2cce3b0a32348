import type { Page } from 'playwright';
import type { Answer } from '../../catalogue/index.ts';
import { answerOf, type SeenPage } from './answer.ts';
import { absolute } from './navigation.ts';
import { automaticStep, type ShownPage, showPage } from './next-page.ts';

/** The longest refresh that is waited for, and time to load the page, in ms. */
const MAX_WAIT = 12_000;

/** The pages that a tab shows after a Response, and the redirects between them. */
export class Visit {
  readonly #page: Page;
  readonly #documents: SeenPage[] = [];
  readonly #locations: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** A response for the tab itself, as opposed to a frame. */
  received(document: SeenPage): void {
    this.#documents.push(document);
    const { location } = document.reply.headers;
    if (location !== undefined) this.#locations.push(absolute(location, document.url));
  }

  /** A page that was blocked, since it is not the target's. */
  blocked(url: string): void {
    if (this.#locations.at(-1) !== url) this.#locations.push(url);
  }

  get last(): SeenPage | undefined {
    return this.#documents.at(-1);
  }

  /** Waits for the refresh that the last page asks for. @returns whether there was one */
  async refreshes(): Promise<boolean> {
    const { last } = this;
    if (!last || last.reply.headers.location !== undefined) return false;
    if (!automaticStep(withoutForms(showPage(last.url, last.reply)))) return false;
    const before = this.#documents.length;
    // What is blocked navigates to an error page.
    await this.#page
      .waitForEvent('framenavigated', {
        predicate: (frame) => frame === this.#page.mainFrame() && this.#page.url() !== last.url,
        timeout: MAX_WAIT,
      })
      .catch(() => {});
    await this.#page.waitForLoadState('load').catch(() => {});
    return this.#documents.length > before;
  }

  /** @throws {TypeError} when no page answered */
  answer(): Answer {
    const seen = this.#documents.flatMap((document): SeenPage[] => {
      if (document.reply.headers.location === undefined) return [document];
      if (document !== this.last) return []; // followed
      return [{ ...document, url: this.#locations.at(-1) ?? document.url }];
    });
    return answerOf(seen, this.#locations);
  }
}

/** Forms and scripts are Chromium's business. */
const withoutForms = (page: ShownPage): ShownPage => ({
  ...page,
  html: page.html && { ...page.html, forms: [] },
});
