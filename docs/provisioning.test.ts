/** The examples of docs/provisioning.md say what happens. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as samlab from '../lab/library.ts';

const page = readFileSync(new URL('provisioning.md', import.meta.url), 'utf8');
const examples = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );
const ports = { lab: 0, idp: 0, sp: 0 };
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parametersAndBody: string[]
) => (...given: unknown[]) => Promise<void>;

test.each([
  ['in a program', 0, 3],
  ['with Microsoft Graph', 1, 5],
])('the program %s prints what its comments say', async (_, at, lines) => {
  const code = (examples('js')[at] ?? '').replace(/^import .*$/m, '');
  const logged: unknown[] = [];
  const startLab = (options: samlab.LabOptions) => samlab.startLab({ ...options, ports });
  const run = new AsyncFunction('startLab', 'console', code);
  await run(startLab, { log: (...values: unknown[]) => logged.push(values) });
  const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, value = '']) =>
    JSON.parse(value.replaceAll("'", '"')),
  );
  expect(promised).toHaveLength(lines);
  expect(logged).toEqual(promised);
});

test('the settings file provisions who is in its scope, with its mappings', async () => {
  const lab = await samlab.startLab({
    memory: true,
    ports,
    settings: parse(examples('yaml')[0] ?? ''),
  });
  const tenant = await lab.findTenant('contoso.com');
  await tenant?.runProvisioningCycle('People');
  const find = (name: string) => lab.administration.findEmployee('contoso', `${name}@contoso.com`);
  const [ann, bob, cat] = [await find('ann'), await find('bob'), await find('cat')];
  await lab.close();
  expect(ann).toMatchObject({ firstName: 'Ann', lastName: 'LEE' });
  expect(bob).toMatchObject({ lastName: 'ROY' });
  expect(cat).toBeUndefined();
});
