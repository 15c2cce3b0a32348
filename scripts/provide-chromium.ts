/** `node scripts/provide-chromium.ts`: provides a browser before the scenarios run, or prints what to install. */
import { provideBrowser } from './provide-browser.ts';

const browser = await provideBrowser();
if ('missing' in browser) {
  console.error(browser.missing);
  process.exitCode = 1;
}
