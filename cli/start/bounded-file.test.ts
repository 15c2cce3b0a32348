import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openBoundedFile } from './bounded-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-bounded-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a full file moves its lines to the one of before, and goes on', () => {
  const path = join(folder, 'lab.log');
  writeFileSync(path, 'earlier\n', { mode: 0o600 });
  const file = openBoundedFile(path, 20);
  for (const line of ['one\n', 'two\n', 'three\n', 'four\n', 'five\n', 'six\n', 'seven\n'])
    file.write(line);
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('earlier\none\ntwo\nthree\n');
  expect(readFileSync(path, 'utf8')).toBe('four\nfive\nsix\nseven\n');
  file.write('eight\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('four\nfive\nsix\nseven\n');
  expect(readFileSync(path, 'utf8')).toBe('eight\n');
  expect([path, `${path}.1`].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o600]);
  file.close();
});

test.skipIf(process.platform !== 'linux')('a full disk does not end the lab', () => {
  const file = openBoundedFile('/dev/full');
  expect(() => file.write('lost\n')).not.toThrow();
  file.close();
});
