import type { BrowserContext, CDPSession, Browser as Chromium, Page } from 'playwright';
import { CheckFault } from '../errors.ts';

/** A page in its own context, with all requests paused: https://chromedevtools.github.io/devtools-protocol/tot/Fetch */
export interface Tab {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly devTools: CDPSession;
  /** The identifier of the frame that is the page itself. */
  readonly mainFrame: string;
}

/**
 * Starts Chromium.
 *
 * @param timeout for anything a page does, in ms.
 * @throws {CheckFault} `browser_missing` when Playwright or a Chromium is not installed
 */
export async function openTabs(timeout: number): Promise<ChromiumTabs> {
  return new ChromiumTabs(await launchChromium(), timeout);
}

/**
 * Tabs that share no state. A new tab costs Chromium a process, so a tab whose state can be erased is reused.
 */
export class ChromiumTabs {
  readonly #chromium: Chromium;
  readonly #timeout: number;
  readonly #blank: Tab[] = [];

  constructor(chromium: Chromium, timeout: number) {
    this.#chromium = chromium;
    this.#timeout = timeout;
  }

  /** A tab without cookies, storage and visible history. */
  async take(): Promise<Tab> {
    return this.#blank.pop() ?? this.#open();
  }

  /** @param visited origins whose documents it has shown. */
  async giveBack(tab: Tab, visited: ReadonlySet<string>): Promise<void> {
    const forgot = await forget(tab, visited).catch(() => false);
    if (forgot) this.#blank.push(tab);
    else await tab.context.close();
  }

  close(): Promise<void> {
    return this.#chromium.close();
  }

  async #open(): Promise<Tab> {
    const context = await this.#chromium.newContext({
      serviceWorkers: 'block',
      // Requests go only to the target, whose certificates were verified before (chromium-browser.ts).
      ignoreHTTPSErrors: true,
    });
    context.setDefaultTimeout(this.#timeout);
    const page = await context.newPage();
    // Playwright's routes do not see redirects; the Fetch domain of the DevTools protocol does.
    const devTools = await context.newCDPSession(page);
    await devTools.send('Fetch.enable', {
      patterns: [
        { urlPattern: '*' },
        { urlPattern: '*', resourceType: 'Document', requestStage: 'Response' },
      ],
    });
    const { frameTree } = await devTools.send('Page.getFrameTree');
    await devTools.send('Network.enable');
    return { context, page, devTools, mainFrame: frameTree.frame.id };
  }
}

/** @returns false if some state may be left: a tab keeps its session storage, and only that of the current page can be read. */
async function forget(tab: Tab, visited: ReadonlySet<string>): Promise<boolean> {
  const { context, page, devTools } = tab;
  if (visited.size > 1 || context.pages().length > 1) return false;
  const nothingKept = await page.evaluate('sessionStorage.length === 0 && window.name === ""');
  if (nothingKept !== true) return false;
  await page.goto('about:blank', { waitUntil: 'commit' }); // ends the scripts before their storage is cleared
  await Promise.all([
    context.clearCookies(),
    devTools.send('Network.clearBrowserCache'),
    ...[...visited].map((origin) =>
      devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }),
    ),
  ]);
  return true;
}

/** Starts Chromium through Playwright, which is loaded only here: a check over HTTP does not need it. */
async function launchChromium(): Promise<Chromium> {
  try {
    const { chromium } = await import('playwright');
    const { launchOptions } = await import('../../browser/launch-options.ts');
    return await chromium.launch({
      ...launchOptions(),
      // On Ctrl-C the check closes the browser itself.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CheckFault(
      'browser_missing',
      code === 'ERR_MODULE_NOT_FOUND'
        ? '--browser needs the package playwright: run "npm install --save-dev playwright" and "npx playwright install chromium", or omit --browser.'
        : `--browser could not start Chromium (${message.split('\n')[0]}). Run "npx playwright install --with-deps chromium", set CHROME_PATH to a Chromium, or omit --browser.`,
    );
  }
}
