import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import {
  findBrowser,
  findHeadlessShell,
  HEADLESS_SHELL,
  namedBrowser,
} from '../browser/find-browser.ts';
import { canInstallPackages, installPackages } from './debian-packages.ts';
import { runBounded } from './run-bounded.ts';

const minute = 60_000; // ms

const MISSING =
  'The scenarios need Chromium: install Google Chrome or Chromium, or run "npx playwright install --with-deps chromium", or set CHROME_PATH to one.';

/**
 * Provides a browser: an installed one, else Playwright's download, else (as root on Debian or Ubuntu) the libraries that the download lacked,
 * else the distribution's package; and a headless shell in the same ways, without which everything takes longer. Each step has a time limit.
 * `missing` is a sentence for a person.
 */
export async function provideBrowser(): Promise<{ path: string } | { missing: string }> {
  try {
    for (const step of [() => true, download, addLibraries, installPackage]) {
      await step();
      const path = findBrowser();
      if (path === undefined) continue;
      await provideHeadlessShell();
      return { path };
    }
    return { missing: MISSING };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/** Not beside a browser that the environment names, which comes first. Ubuntu has no such package. */
async function provideHeadlessShell() {
  if (namedBrowser() !== undefined) return;
  for (const step of [
    () => playwright(['install', HEADLESS_SHELL]),
    () => canInstallPackages() && installPackages([HEADLESS_SHELL]),
  ]) {
    if (findHeadlessShell() !== undefined) return;
    await step();
  }
}

/** Fails at once if the download host is out of reach; a stalled download is stopped. */
function download() {
  return playwright(['install', 'chromium']);
}

/** For a download that does not start; they help no other browser. */
async function addLibraries() {
  const isDownloaded = existsSync(chromium.executablePath());
  return isDownloaded && canInstallPackages() && playwright(['install-deps', 'chromium']);
}

/** With fonts: without any, pages have no text to click on. */
async function installPackage() {
  return canInstallPackages() && installPackages(['chromium', 'fonts-liberation']);
}

function playwright(args: string[]) {
  const folder = dirname(createRequire(import.meta.url).resolve('playwright/package.json'));
  const command = [join(folder, 'cli.js'), ...args];
  return runBounded(process.execPath, command, { silence: minute, total: 15 * minute });
}
