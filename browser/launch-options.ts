import type { LaunchOptions } from 'playwright';
import { findBrowser, findHeadlessBrowser } from './find-browser.ts';

/**
 * Launch options for scenarios, screenshots and `samlab check --browser`: no network traffic of the browser itself, no first-run pages, and a
 * sandbox except for root, for which Chromium refuses it.
 *
 * @param watched whether somebody wants to see its window
 * @throws {Error} as `findBrowser`
 */
export function launchOptions({ watched = false } = {}): LaunchOptions {
  const executablePath = watched ? findBrowser() : findHeadlessBrowser();
  return {
    ...(executablePath ? { executablePath } : {}),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      // Cookies and their SameSite rules do not depend on a process per site, which costs a third of the time.
      '--disable-site-isolation-trials',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
