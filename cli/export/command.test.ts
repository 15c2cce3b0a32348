import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Lab, startLab } from '../../lab/index.ts';
import { runCaptured } from '../testing/run-captured.ts';

let lab: Lab;
const folder = mkdtempSync(join(tmpdir(), 'samlab-export-'));
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

test('prints YAML; writes a file, as JSON by its name; replaces one only with --force', async () => {
  const { settings } = await lab.exportSettings();
  const printed = await runCaptured('export', '--lab', lab.start.lab);
  expect([printed.code, printed.err]).toEqual([0, '']);
  expect(parse(printed.out)).toEqual(settings);
  const file = join(folder, 'lab.json');
  const written = await runCaptured('export', file, '--lab', lab.start.lab);
  expect([written.code, written.out]).toEqual([
    0,
    `Wrote the lab at ${lab.start.lab} to ${file}: its settings, without passwords and keys. "samlab start --config ${file}" makes the same lab.\n`,
  ]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(settings);
  const again = await runCaptured('export', file, '--lab', lab.start.lab);
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining('exists already') });
  expect((await runCaptured('export', file, '--force', '--lab', lab.start.lab)).code).toBe(0);
});

test('without a lab, one sentence and exit code 2', async () => {
  const none = await runCaptured('export', '--lab', 'http://localhost:2');
  expect(none).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining('No lab answers at http://localhost:2.'),
  });
  const other = await runCaptured('export', '--lab', lab.start.idp);
  expect(other).toMatchObject({ code: 2, err: expect.stringContaining('is not a lab home') });
  const wrong = await runCaptured('export', '--lab', 'nowhere');
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('--lab must be the URL') });
});
