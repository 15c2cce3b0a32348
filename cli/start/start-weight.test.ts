/** What the process of `samlab start` loads until the start line: Node takes longer to open a file than to run it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { runCommand } from '../testing/running-command.ts';

const samlab = fileURLToPath(new URL('../../bin/samlab.js', import.meta.url));
const bundle = fileURLToPath(new URL('../../dist/bundle/', import.meta.url));

const args = ['start', '--memory', '--json', '--port', '0', '--idp-port', '0', '--sp-port', '0'];

/** Runs in the process: notes what is loaded when the start line is written, and then ends it. */
const observer = (output: string) => `
  import { registerHooks } from 'node:module';
  import { writeFileSync } from 'node:fs';
  const files = [];
  registerHooks({ load(url, context, next) { files.push(url); return next(url, context); } });
  const write = process.stdout.write;
  process.stdout.write = function (text, ...others) {
    if (String(text).startsWith('{')) {
      writeFileSync(${JSON.stringify(output)}, JSON.stringify({ files, builtins: process.moduleLoadList }));
      process.kill(process.pid, 'SIGTERM');
    }
    return write.call(this, text, ...others);
  };`;

test('a start opens few files, none of the catalogue or of a library for one page, and not the fetch of Node', async () => {
  const loaded = join(tmpdir(), `samlab-loaded-${process.pid}.json`);
  const observe = `data:text/javascript,${encodeURIComponent(observer(loaded))}`;
  const running = runCommand(process.execPath, ['--import', observe, samlab, ...args], tmpdir());
  expect([await running.exit(), running.written.stdout]).toEqual([0, expect.stringMatching(/^{/)]);
  const { files, builtins } = JSON.parse(readFileSync(loaded, 'utf8')) as Record<
    'files' | 'builtins',
    string[]
  >;
  rmSync(loaded);
  const opened = files.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  expect(opened).toContain(`${bundle}samlab.js`); // (control) it does look
  expect(opened.length).toBeLessThan(80);
  expect(opened.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(5_000_000);
  // The catalogue loads xml-crypto.
  const late = /node_modules\/(samlify|xml-crypto|nodemailer|pg|yaml|diff|otpauth|@xmldom)\//;
  expect(opened.filter((file) => late.test(file))).toEqual([]);
  expect(builtins.filter((name) => name.includes('undici'))).toEqual([]);
});

test('what a start has compiled is kept for the next, though the process is killed', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'samlab-compiled-'));
  vi.stubEnv('NODE_COMPILE_CACHE', cache);
  const running = runCommand(process.execPath, [samlab, ...args], tmpdir());
  vi.unstubAllEnvs();
  try {
    await running.firstLine();
    await vi.waitFor(
      () => expect(readdirSync(cache, { recursive: true }).length).toBeGreaterThan(50),
      { timeout: 30_000 },
    );
  } finally {
    running.child.kill('SIGKILL');
    await running.exit();
    rmSync(cache, { recursive: true });
  }
});
