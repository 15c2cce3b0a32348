import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Supervised } from './supervised.ts';

let folder = '';
let program: Supervised | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-supervised-'));
});
afterEach(async () => {
  await program?.stop();
  rmSync(folder, { recursive: true });
});

/** Prints the port that it was given, or 4321, and its process id; ends when there is a file "end" beside its folder. */
const ends = `
const { existsSync, rmSync } = require('node:fs');
process.stdin.once('data', (text) => {
  const { port = 4321, greeting } = JSON.parse(text);
  console.log(JSON.stringify({ port, greeting, pid: process.pid }));
});
setInterval(() => {
  if (!existsSync('../end')) return;
  rmSync('../end');
  console.error('out of order');
  process.exit(7);
}, 10);
`;

function supervise(source: string): Supervised {
  writeFileSync(join(folder, 'log'), '');
  program = new Supervised({
    command: [process.execPath, '-e', source],
    input: (port) => ({ greeting: 'hello', port }),
    portOf: (line) => (JSON.parse(line) as { port: number }).port,
    folder,
    logFile: join(folder, 'log'),
  });
  return program;
}

const log = () => readFileSync(join(folder, 'log'), 'utf8');

test('a program that ends is started again, with the same input and on the same port', async () => {
  const started = supervise(ends);
  const line = JSON.parse(await started.start());
  expect(line).toMatchObject({ port: 4321, greeting: 'hello' });
  expect(started.restarts).toBe(0);
  writeFileSync(join(folder, 'end'), '');
  await vi.waitFor(() => expect(started.restarts).toBe(1), { timeout: 15_000 });
  expect(log()).toMatch(/out of order\nThe process of the service provider ended \(7\)/);
  writeFileSync(join(folder, 'end'), '');
  await vi.waitFor(() => expect(started.restarts).toBe(2), { timeout: 15_000 });
  expect(started.ended).toBeUndefined();
});

test('a program that cannot be started again has ended, and says why', {
  timeout: 20_000,
}, async () => {
  const once = `
const { existsSync, writeFileSync } = require('node:fs');
process.stdin.once('data', () => {
  if (existsSync('../second')) process.exit(3);
  writeFileSync('../second', '');
  console.log('{"port":1}');
  setTimeout(() => process.exit(2), 50);
});
`;
  const started = supervise(once);
  await started.start();
  await vi.waitFor(
    () =>
      expect(started.ended).toBe(
        'The service provider ended during the check (2), and when started again it ended with 3.',
      ),
    { timeout: 15_000 },
  );
});

test('a program that cannot be started at once is started a little later', async () => {
  const second = `
const { appendFileSync, readFileSync } = require('node:fs');
process.stdin.once('data', () => {
  appendFileSync('../starts', 'x');
  const starts = readFileSync('../starts', 'utf8').length;
  if (starts === 2) process.exit(3); // as when the port is taken
  console.log('{"port":1}');
  if (starts === 1) setTimeout(() => process.exit(2), 50);
});
`;
  const started = supervise(second);
  await started.start();
  await vi.waitFor(() => expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('xxx'), {
    timeout: 15_000,
  });
  expect(started.ended).toBeUndefined();
});

test('a program that is stopped is not started again', async () => {
  const started = supervise(ends);
  const { pid } = JSON.parse(await started.start()) as { pid: number };
  await started.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(started.restarts).toBe(0);
});
