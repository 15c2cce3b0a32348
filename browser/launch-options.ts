import type { LaunchOptions } from 'playwright';
import { findBrowser } from './find-browser.ts';

/**
 * Launch options for scenarios and screenshots: no network traffic of the browser itself, no first-run pages, and a sandbox except for root,
 * for which Chromium refuses it.
 */
export function launchOptions(): LaunchOptions {
  const executablePath = findBrowser();
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
