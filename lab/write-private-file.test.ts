import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePrivateFile } from './write-private-file.ts';

test('replaces a file, only for its owner, and follows no link that is in the way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-private-'));
  const [path, victim] = [join(folder, 'lab.json'), join(folder, 'victim')];
  writeFileSync(victim, 'mine', { mode: 0o644 });
  symlinkSync(victim, `${path}.new`);
  writePrivateFile(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect([readFileSync(victim, 'utf8'), statSync(victim).mode & 0o777]).toEqual(['mine', 0o644]);
  rmSync(folder, { recursive: true });
});
