import type { LaunchOptions } from 'playwright';
import { findBrowser } from './find-browser.ts';

/**
 * How to start Chromium for a scenario or a picture: quiet (no calls home, no first-run pages), and with its sandbox unless
 * we are root, as whom Chromium refuses to have one.
 */
export function launchOptions(): LaunchOptions {
  const executablePath = findBrowser();
  return {
    ...(executablePath ? { executablePath } : {}),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
