import { findBrowser } from '../../browser/find-browser.ts';
import { runLab } from '../../lab/index.ts';
import { Failed } from '../failure.ts';
import { onInterruption } from '../interruption.ts';
import { afterStart } from '../start/after-start.ts';
import { version } from '../version.ts';
import { browserText } from './browser-text.ts';
import type { BrowserOptions } from './options.ts';
import { HEADLESS, openPrivateBrowser } from './private-browser.ts';

/**
 * Runs a lab with real names and its browser, until the browser is closed or a signal ends both.
 *
 * @throws {Failed} when there is no browser or no display, or the browser fails
 * @throws {LabError | StoreError} as `startLab`
 */
export async function runBrowser({ url, headless, lab: options }: BrowserOptions): Promise<void> {
  const program = programToRun(headless);
  const { interrupted, release } = onInterruption();
  const lab = await runLab(options, { version: version(), logFile: null });
  try {
    const given = [...lab.browserArguments, ...(headless ? HEADLESS : [])];
    const browser = openPrivateBrowser(program, given, url ?? lab.start.lab);
    const debuggingPort = headless
      ? await Promise.race([browser.debuggingPort, browser.ended.then(() => undefined)])
      : undefined;
    process.stdout.write(browserText({ ...lab, debuggingPort }));
    afterStart();
    const first = await Promise.race([browser.ended, interrupted]);
    await browser.close();
    if (first?.failure !== undefined)
      throw failed(`The browser ${program} failed: ${first.failure}`);
  } finally {
    await lab.close();
    release();
  }
}

/** @throws {Failed} when there is no browser, or no display to show it on */
function programToRun(headless: boolean): string {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!headless && process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)
    throw failed(
      'There is no display for the browser (neither DISPLAY nor WAYLAND_DISPLAY is set). Run this on a desktop, add --headless to drive the browser with a program, or use real names in a test with samlab/playwright.',
    );
  const program = foundBrowser();
  if (program !== undefined) return program;
  throw failed(
    'There is no Chromium on this machine. Install Chrome or Chromium, run "npx playwright install chromium", or set CHROME_PATH to a Chromium.',
  );
}

function foundBrowser(): string | undefined {
  try {
    return findBrowser();
  } catch (error) {
    throw failed((error as Error).message);
  }
}

const failed = (sentence: string) => new Failed({ sentences: [sentence], exitCode: 1 });
