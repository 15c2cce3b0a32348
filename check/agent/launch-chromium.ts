import type { Browser as Chromium } from 'playwright';
import { CheckFault } from '../errors.ts';

/**
 * Starts Chromium by Playwright, which is loaded only here: a check over HTTP needs neither.
 *
 * @throws {CheckFault} `browser_missing` when Playwright or a Chromium is not installed
 */
export async function launchChromium(): Promise<Chromium> {
  try {
    const { chromium } = await import('playwright');
    const { launchOptions } = await import('../../browser/launch-options.ts');
    return await chromium.launch({
      ...launchOptions(),
      // Ctrl-C ends the check in good order, and the browser with it; not the browser first.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CheckFault(
      'browser_missing',
      code === 'ERR_MODULE_NOT_FOUND'
        ? '--browser needs the package playwright: run "npm install --save-dev playwright" and "npx playwright install chromium", or leave --browser out.'
        : `--browser found no Chromium that starts (${message.split('\n')[0]}). Run "npx playwright install --with-deps chromium", name one in CHROME_PATH, or leave --browser out.`,
    );
  }
}
