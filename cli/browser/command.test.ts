import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findBrowser } from '../../browser/find-browser.ts';
import { startLab } from '../../lab/index.ts';
import { isAlive } from '../is-alive.ts';
import { runCaptured } from '../testing/run-captured.ts';
import { HEADLESS, openPrivateBrowser } from './private-browser.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A program in place of the browser; its arguments are in the file `arguments`, one a line. */
function program(script: string): string {
  const path = join(folder, 'chromium');
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/arguments\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
const given = () => readFileSync(join(folder, 'arguments'), 'utf8').trimEnd().split('\n');
const profileOf = (args: readonly string[]) =>
  args.find((each) => each.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length) ?? '';

/** `samlab browser` on a desktop whose browser is this program. */
function runOnDesktop(script: string, ...args: string[]) {
  vi.stubEnv('DISPLAY', ':0');
  vi.stubEnv('CHROME_PATH', program(script));
  vi.stubEnv('PLAYWRIGHT_CHROMIUM_EXECUTABLE', '');
  return runCaptured('browser', '--memory', ...args);
}

describe('samlab browser', () => {
  test('opens the page in a separate profile, and ends with the browser', async () => {
    const { code, out, err } = await runOnDesktop('exit 0', 'myapps.microsoft.com');
    expect(err).toBe('');
    expect(code).toBe(0);
    const args = given();
    expect(args.at(-1)).toBe('https://myapps.microsoft.com/');
    expect(args).toContain('--no-proxy-server');
    expect(args.join('\n')).toMatch(
      /--host-resolver-rules=EXCLUDE localhost,.*,MAP \* 127\.0\.0\.1:\d+/,
    );
    expect(args.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
    expect(profileOf(args)).not.toBe('');
    expect(existsSync(profileOf(args))).toBe(false);
    expect(out).toContain('In that browser, and in no other, these names lead to it');
  });

  test('opens the lab home without a page', async () => {
    const { code } = await runOnDesktop('exit 0', '--empty');
    expect(code).toBe(0);
    expect(given().at(-1)).toMatch(/^http:\/\/localhost:\d+$/);
  });

  test('says what the browser said when it fails', async () => {
    const { code, err } = await runOnDesktop('echo one >&2; echo "no screen" >&2; exit 3');
    expect(err).toBe(`samlab: The browser ${folder}/chromium failed: no screen\n`);
    expect(code).toBe(1);
  });

  test('needs a display and a browser', async () => {
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    const headless = await runCaptured('browser', '--memory');
    expect(headless).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^samlab: There is no display .* add --headless to drive/),
    });
    expect(headless.out).toBe('');
    vi.stubEnv('DISPLAY', ':0');
    vi.stubEnv('PLAYWRIGHT_CHROMIUM_EXECUTABLE', join(folder, 'missing'));
    const missing = await runCaptured('browser', '--memory');
    expect(missing.err).toBe(
      `samlab: PLAYWRIGHT_CHROMIUM_EXECUTABLE names ${folder}/missing, which is not a program.\n`,
    );
  });

  test.each([
    [['https://www.example.com'], 'The browser reaches the lab and this machine only, so the URL'],
    [['javascript:alert(1)'], 'The browser reaches the lab and this machine only, so the URL'],
    [['--memory', '--data', 'x'], '--memory and --data exclude each other'],
    [['--prot', '5'], 'Unknown option --prot; "samlab browser --help" lists the options.'],
    [['localhost:3000', 'here'], 'Unexpected argument "here"'],
  ])('refuses %j', async (args, sentence) => {
    const { code, err } = await runCaptured('browser', ...args);
    expect(err).toContain(`samlab: ${sentence}`);
    expect(code).toBe(2);
  });
});

describe('samlab browser --headless', () => {
  test('says on which port a program drives it, and needs no display', async () => {
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    const said =
      'echo "DevTools listening on ws://127.0.0.1:4567/devtools/browser/x" >&2; sleep 0.2';
    vi.stubEnv('CHROME_PATH', program(said));
    vi.stubEnv('PLAYWRIGHT_CHROMIUM_EXECUTABLE', '');
    const { code, out, err } = await runCaptured('browser', '--memory', '--headless');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('A program drives it by the DevTools protocol: http://127.0.0.1:4567');
    expect(given()).toEqual(
      expect.arrayContaining(['--headless=new', '--remote-debugging-port=0', '--no-proxy-server']),
    );
  });

  test('one that fails at once is said to have failed', async () => {
    vi.stubEnv('CHROME_PATH', program('echo "no memory" >&2; exit 3'));
    vi.stubEnv('PLAYWRIGHT_CHROMIUM_EXECUTABLE', '');
    const { code, err } = await runCaptured('browser', '--memory', '--headless');
    expect([code, err]).toEqual([1, `samlab: The browser ${folder}/chromium failed: no memory\n`]);
  });

  test.skipIf(findBrowser() === undefined)(
    'Playwright drives a real one over DevTools, which signs in at the names of Microsoft and reaches nothing else',
    async () => {
      const lab = await startLab({
        memory: true,
        realNames: true,
        ports: { lab: 0, idp: 0, sp: 0 },
      });
      const path = findBrowser() ?? '';
      const args = [...lab.browserArguments, ...HEADLESS];
      const own = openPrivateBrowser(path, args, lab.start.lab);
      try {
        const port = await own.debuggingPort;
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
        const [context] = browser.contexts();
        const page = await context?.newPage();
        await page?.goto('https://myapps.microsoft.com');
        expect(page?.url()).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
        await page?.goto('https://www.example.com');
        expect(await page?.content()).toContain('This browser reaches');
        await browser.close();
      } finally {
        await own.close();
        await lab.close();
      }
    },
  );
});

test('closing ends what a script has started, and deletes the profile', async () => {
  const path = program(`sleep 600 & echo $! > ${folder}/pid; wait`);
  const browser = openPrivateBrowser(path, [], 'http://localhost:4000');
  await vi.waitFor(() => expect(readFileSync(join(folder, 'pid'), 'utf8')).toMatch(/\d\n/), {
    timeout: 30_000,
  });
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  expect(isAlive(pid)).toBe(true);
  expect(existsSync(profileOf(given()))).toBe(true);
  await browser.close();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000 });
  expect(existsSync(profileOf(given()))).toBe(false);
});
