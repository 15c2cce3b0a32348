import { expect, test } from 'vitest';
import { runBounded } from './run-bounded.ts';

const minute = 60_000; // ms
const node = (program: string, bounds: { silence: number; total: number }) =>
  runBounded(process.execPath, ['-e', program], bounds);

test('reports whether a program succeeded', async () => {
  const bounds = { silence: minute, total: minute };
  expect(await node('', bounds)).toBe(true);
  expect(await node('process.exit(3)', bounds)).toBe(false);
  expect(await runBounded('samlab-no-such-program', [], bounds)).toBe(false);
});

test('kills a program without output, and its children', async () => {
  const hang = 'setInterval(() => {}, 1000)';
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hang)}], { stdio: 'inherit' }); ${hang}`;
  // The child keeps our pipe open, so this returns only after it is killed.
  expect(await node(parent, { silence: 500, total: 10 * minute })).toBe(false);
});

test('kills a program that runs too long', async () => {
  const chatter = 'setInterval(() => console.log("."), 50)';
  expect(await node(chatter, { silence: minute, total: 1000 })).toBe(false);
});
