import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Runs a file of `bin/` in a Node that claims an older version. */
function inOldNode(file: string) {
  const older = 'Object.defineProperty(process, "versions", { value: { node: "20.20.2" } });';
  const path = fileURLToPath(new URL(`../bin/${file}`, import.meta.url));
  const args = ['--import', `data:text/javascript,${older}`, path, 'start'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr, path };
}

test('the command says that Node is too old, and what to run instead', () => {
  const { status, stdout, stderr, path } = inOldNode('samlab.js');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^samlab: Node\.js 24 or later is needed, and this is [^\n]+\.\n$/);
  expect(stderr).toContain(`"npx -p node@24 node ${path} start"`);
});

test('the library says so too, before it loads a module that an old Node does not have', () => {
  const { status, stderr } = inOldNode('library.js');
  expect(status).toBe(1);
  expect(stderr).toContain('Node.js 24 or later is needed');
  expect(stderr).toContain('"npm install --save-dev node@24"');
  expect(stderr).not.toContain('ERR_UNKNOWN_BUILTIN_MODULE');
  expect(stderr).not.toContain(' at ');
});
