import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sarifLocation } from './sarif-location.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'samlab-location-')));
  mkdirSync(join(root, '.git'));
  mkdirSync(join(root, 'a b', 'ç'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function settings(content: string, path = 'a b/ç/samlab-check.yaml'): string {
  const file = join(root, path);
  writeFileSync(file, content);
  return file;
}

test('is the setting that names the service provider, by its path in the repository', () => {
  const file = settings('# ours\n\nwhoami: http://localhost/me\n  \nsp-metadata: sp.xml  \n');
  expect(sarifLocation(file)).toEqual({
    uri: 'a%20b/%C3%A7/samlab-check.yaml',
    region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 20 },
    lineHash: expect.stringMatching(/^[\da-f]+:1$/),
  });
});

test.each([
  ['another setting that names it', 'browser: true\nlogin-url: http://localhost/login\n', 2],
  ['the first line without one', '# nothing\nbrowser: true\n', 1],
  ['a file with Windows line ends', 'browser: true\r\n\r\nwhoami: http://localhost/me\r\n', 3],
  ['an empty file', '', 1],
])('is in the right line: %s', (_, content, line) => {
  const { region } = sarifLocation(settings(content));
  expect(region).toMatchObject({ startLine: line, endLine: line });
  expect(region.endColumn).toBeGreaterThan(region.startColumn);
});

test('follows a link to the file that is in the repository', () => {
  settings('whoami: http://localhost/me\n', 'real.yaml');
  symlinkSync(join(root, 'real.yaml'), join(root, 'link.yaml'));
  expect(sarifLocation(join(root, 'link.yaml')).uri).toBe('real.yaml');
});

test('is always the same without a settings file, and for one outside any repository', () => {
  const outside = mkdtempSync(join(tmpdir(), 'samlab-location-'));
  writeFileSync(join(outside, 'samlab-check.yaml'), '\n\nwhoami: http://localhost/me\n');
  const without = sarifLocation(undefined);
  expect(without).toMatchObject({ uri: 'samlab-check.yaml', region: { startLine: 1 } });
  expect(sarifLocation(join(outside, 'samlab-check.yaml'))).toEqual(without);
  rmSync(outside, { recursive: true });
});
