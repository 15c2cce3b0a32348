/** The examples of docs/role-mapping.md say what happens. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as samlab from '../lab/library.ts';

const page = readFileSync(new URL('role-mapping.md', import.meta.url), 'utf8');
const example = (language: string) =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1] ?? '';
const ports = { lab: 0, idp: 0, sp: 0 };
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parametersAndBody: string[]
) => (...given: unknown[]) => Promise<void>;

test('the program prints what its comments say', async () => {
  const code = example('js').replace(/^import .*$/m, '');
  const logged: unknown[] = [];
  const startLab = (options: samlab.LabOptions) => samlab.startLab({ ...options, ports });
  const run = new AsyncFunction('startLab', 'console', code);
  await run(startLab, { log: (value: unknown) => logged.push(value) });
  const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, value = '']) =>
    JSON.parse(value.replaceAll("'", '"')),
  );
  expect(promised).toHaveLength(3);
  expect(logged).toEqual(promised);
});

test('the settings file gives the claims of the text', async () => {
  const settings = { peakon: false, ...parse(example('yaml')) };
  const lab = await samlab.startLab({ memory: true, ports, settings });
  const tenant = await lab.findTenant('contoso.com');
  const response = await tenant?.signIn('Ann@contoso.com', { application: 'Reports' });
  await lab.close();
  const xml = response?.xml ?? '';
  expect(xml).toContain('claims/groups"><AttributeValue>CONTOSO\\sales</AttributeValue></Attr');
  expect(xml).toContain('claims/role"><AttributeValue>Admin</AttributeValue></Attribute>');
});
