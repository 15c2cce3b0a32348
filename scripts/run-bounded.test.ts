import { expect, test } from 'vitest';
import { runBounded } from './run-bounded.ts';

const minute = 60_000; // ms
const node = (program: string, bounds: { silence: number; total: number }) =>
  runBounded(process.execPath, ['-e', program], bounds);

test('says whether a program ended well', async () => {
  const bounds = { silence: minute, total: minute };
  expect(await node('', bounds)).toBe(true);
  expect(await node('process.exit(3)', bounds)).toBe(false);
  expect(await runBounded('samlab-no-such-program', [], bounds)).toBe(false);
});

test('ends a program that makes no progress, and its children', async () => {
  const hang = 'setInterval(() => {}, 1000)';
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hang)}], { stdio: 'inherit' }); ${hang}`;
  // The child holds our pipe open: only its end lets this come back.
  expect(await node(parent, { silence: 500, total: 10 * minute })).toBe(false);
});

test('ends a program that goes on and on', async () => {
  const chatter = 'setInterval(() => console.log("."), 50)';
  expect(await node(chatter, { silence: minute, total: 1000 })).toBe(false);
});
