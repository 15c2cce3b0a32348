import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findBrowser, findHeadlessBrowser } from './find-browser.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-browser-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A program that answers `--version`. */
function program(name: string, script: string, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
}

test('prefers the browser named in the environment', () => {
  const named = program('mine', 'echo Chromium 1');
  expect(findBrowser({ CHROME_PATH: named, PATH: '' })).toBe(named);
  expect(findBrowser({ PLAYWRIGHT_CHROMIUM_EXECUTABLE: named, PATH: '' })).toBe(named);
});

test('throws when the environment names a file that is not a program', () => {
  const CHROME_PATH = join(folder, 'missing');
  expect(() => findBrowser({ CHROME_PATH })).toThrow(`CHROME_PATH names ${CHROME_PATH}`);
});

test('prefers Playwright’s browser to an installed one, unless it does not start', () => {
  const own = program('own', 'echo Chromium 2');
  const installed = program('chromium', 'echo Chromium 1');
  vi.spyOn(chromium, 'executablePath').mockReturnValue(own);
  expect(findBrowser({ PATH: folder })).toBe(own);
  program('own', 'echo "error while loading shared libraries: libnss3.so" >&2; exit 127');
  expect(findBrowser({ PATH: folder })).toBe(installed);
});

test('ignores a placeholder that is not a browser', () => {
  const stub = program(
    'chromium-browser',
    'echo "requires the chromium snap to be installed"; exit 1',
  );
  vi.spyOn(chromium, 'executablePath').mockReturnValue(join(folder, 'none'));
  expect(findBrowser({ PATH: folder })).not.toBe(stub);
  program('chromium-browser', 'echo Chromium 1');
  expect(findBrowser({ PATH: folder })).toBe(stub);
});

describe('for pages that nobody looks at', () => {
  const shell = () => program('chromium-headless-shell', 'echo Chromium 1');
  beforeEach(() => {
    vi.spyOn(chromium, 'executablePath').mockReturnValue(join(folder, 'none'));
  });

  test('an installed headless shell is preferred to a browser, which shows windows', () => {
    const browser = program('chromium', 'echo Chromium 2');
    expect(findHeadlessBrowser({ PATH: folder })).toBe(browser);
    const path = shell();
    expect(findHeadlessBrowser({ PATH: folder })).toBe(path);
    expect(findBrowser({ PATH: folder })).toBe(browser);
  });

  test('Playwright’s headless shell, beside its browser, is preferred to an installed one', () => {
    const browser = program('browsers/chromium-1255/chrome-linux64/chrome', 'echo Chromium 3');
    vi.mocked(chromium.executablePath).mockReturnValue(browser);
    const installed = shell();
    expect(findHeadlessBrowser({ PATH: folder })).toBe(installed);
    const own = program(
      'browsers/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell',
      'echo Google Chrome for Testing 3',
    );
    expect(findHeadlessBrowser({ PATH: folder })).toBe(own);
    expect(findBrowser({ PATH: folder })).toBe(browser);
  });

  test('a browser named in the environment comes first', () => {
    const CHROME_PATH = program('mine', 'echo Chromium 1');
    shell();
    expect(findHeadlessBrowser({ CHROME_PATH, PATH: folder })).toBe(CHROME_PATH);
  });
});
