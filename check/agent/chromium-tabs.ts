import type { BrowserContext, CDPSession, Browser as Chromium, Page } from 'playwright';

/** A page in a context of its own, all of whose requests are paused: https://chromedevtools.github.io/devtools-protocol/tot/Fetch */
export interface Tab {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly devTools: CDPSession;
}

/**
 * Tabs that know nothing of one another. A new one costs Chromium a process, so one that can be made to forget everything is used again.
 */
export class ChromiumTabs {
  readonly #chromium: Chromium;
  readonly #timeout: number;
  readonly #blank: Tab[] = [];

  /** @param timeout of whatever a page is asked for, in ms. */
  constructor(chromium: Chromium, timeout: number) {
    this.#chromium = chromium;
    this.#timeout = timeout;
  }

  /** One without cookies, storage and history that a page could see. */
  async take(): Promise<Tab> {
    return this.#blank.pop() ?? this.#open();
  }

  /** @param visited origins from which documents were shown in it. */
  async giveBack(tab: Tab, visited: ReadonlySet<string>): Promise<void> {
    const forgot = await forget(tab, visited).catch(() => false);
    if (forgot) this.#blank.push(tab);
    else await tab.context.close();
  }

  close(): Promise<void> {
    return this.#chromium.close();
  }

  async #open(): Promise<Tab> {
    const context = await this.#chromium.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(this.#timeout);
    const page = await context.newPage();
    // Playwright's own routes do not see where a redirect leads; those of the DevTools protocol do.
    const devTools = await context.newCDPSession(page);
    await devTools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    return { context, page, devTools };
  }
}

/** @returns false when something may be left: a tab keeps its session storage, and only that of the shown page can be seen. */
async function forget(tab: Tab, visited: ReadonlySet<string>): Promise<boolean> {
  const { context, page, devTools } = tab;
  if (visited.size > 1 || context.pages().length > 1) return false;
  const nothingKept = await page.evaluate('sessionStorage.length === 0 && window.name === ""');
  if (nothingKept !== true) return false;
  await page.goto('about:blank', { waitUntil: 'commit' }); // its scripts come to an end before what they could write to is cleared
  await Promise.all([
    context.clearCookies(),
    devTools.send('Network.clearBrowserCache'),
    ...[...visited].map((origin) =>
      devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }),
    ),
  ]);
  return true;
}
