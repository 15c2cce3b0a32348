import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { harEntry } from '../testing/captures.ts';
import { StringShortener } from './shorten-strings.ts';

const MEBIBYTE = 1024 * 1024;
const program = fileURLToPath(new URL('../testing/read-large-file.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'samlab-explain-'));
const file = join(folder, 'large.har');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const response = (n: number) =>
  Buffer.from(
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${n}"/>`,
  ).toString('base64');
const script = (bytes: number) => {
  const entry = harEntry({ url: 'https://sp.test/script.js' });
  const text = 'const text = "a \\"quoted\\" é";\n'.repeat(bytes / 32);
  return {
    ...entry,
    response: { ...entry.response, content: { mimeType: 'text/javascript', text } },
  };
};

/** Scripts of 300 KB between sign-ins, and one body of 40 MB in the middle. */
beforeAll(async () => {
  await using har = await open(file, 'w');
  await har.write('{"log":{"version":"1.2","entries":[');
  const small = JSON.stringify(script(300_000));
  for (let n = 0; n < 200; n++) {
    const post = harEntry({
      method: 'POST',
      url: 'https://sp.test/acs',
      form: { SAMLResponse: response(n) },
    });
    await har.write(`${n === 0 ? '' : ','}${small},${JSON.stringify(post)}`);
    if (n === 100) await har.write(`,${JSON.stringify(script(40 * MEBIBYTE))}`);
  }
  await har.write(']}}');
});

test('a HAR file of more than 100 MB is read in bounded memory, step by step', () => {
  expect(statSync(file).size).toBeGreaterThan(100 * MEBIBYTE);
  // Less than the text of the file alone would take. The body of 40 MB is one string for a moment.
  const heap = '--max-old-space-size=96';
  const written = execFileSync(process.execPath, [heap, program, file], { encoding: 'utf8' });
  const { messages, steps } = JSON.parse(written) as Record<'messages' | 'steps', number>;
  expect(messages).toBe(200);
  expect(steps).toBeGreaterThan(400);
});

describe('strings are cut without damage', () => {
  const shortened = (text: string, max: number, size: number) => {
    const shortener = new StringShortener(max);
    const bytes = Buffer.from(text);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size)
      pieces.push(shortener.write(bytes.subarray(at, at + size)));
    return Buffer.concat(pieces).toString('utf8');
  };
  const value = {
    short: 'as it is',
    'a key': [1, null, 'aé€\\"\n'.repeat(50)],
    last: '\u0001\u0002'.repeat(30),
  };
  const text = JSON.stringify(value);
  test.each([1, 2, 3, 7, 64, 4096])('in pieces of %i bytes', (size) => {
    expect(shortened(text, 10_000, size)).toBe(text);
    for (let max = 8; max < 40; max++) {
      const cut = JSON.parse(shortened(text, max, size)) as typeof value;
      expect(cut.short).toBe('as it is');
      expect(value.last.startsWith(cut.last)).toBe(true);
      expect(String(value['a key'][2]).startsWith(String(cut['a key'][2]))).toBe(true);
      expect(cut.last.length).toBeLessThanOrEqual(max);
    }
  });
});
