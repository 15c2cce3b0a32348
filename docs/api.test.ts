/** docs/api.md must name every member, and its examples must run. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as samlab from '../lab/library.ts';

const text = readFileSync(new URL('api.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parametersAndBody: string[]
) => (...given: unknown[]) => Promise<void>;

test('every member of the lab and every exported class is described', async () => {
  const lab = await samlab.startLab({
    memory: true,
    empty: true,
    ports: { lab: 0, idp: 0, sp: 0 },
  });
  await lab.close();
  const calls = [
    ...Object.keys(lab.directory).map((name) => `lab.directory.${name}(`),
    ...Object.keys(lab.administration).map((name) => `lab.administration.${name}(`),
  ];
  expect(calls.length).toBeGreaterThan(40);
  const code = examples.join('\n');
  expect(calls.filter((call) => !code.includes(call))).toEqual([]);
  const names = [...Object.keys(lab).map((name) => `\`lab.${name}`), ...Object.keys(samlab)];
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});

test('the examples run', async () => {
  const logged: unknown[] = [];
  const program = examples.join('\n').replace(/^import .*$/m, '');
  const parameters = { ...samlab, console: { log: (value: unknown) => logged.push(value) } };
  await new AsyncFunction(...Object.keys(parameters), program)(...Object.values(parameters));
  expect(logged).toEqual([
    expect.arrayContaining([expect.objectContaining({ property: 'userPrincipalName' })]),
  ]);
});
