import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkShape } from './check-shape.ts';
import type { PlacedFault } from './faults.ts';
import { settingsSchema } from './schema/lab.ts';
import { schemaFile, settingsTables, typesFile } from './testing/settings-page.ts';

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

test('JSON Schema, reference and types are what `npm run settings` writes', () => {
  expect(docs('settings.schema.json')).toBe(schemaFile());
  expect(readFileSync(new URL('settings.ts', import.meta.url), 'utf8')).toBe(typesFile());
  expect(docs('settings.md').split('## Reference\n\n')[1]).toBe(settingsTables());
});

/** A JSON Schema validator of others. */
const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile(JSON.parse(docs('settings.schema.json')) as object);

function faultsOf(value: unknown): PlacedFault[] {
  const faults: PlacedFault[] = [];
  checkShape(settingsSchema, value, {
    subject: 'the settings',
    object: 'a map',
    isText: () => false,
    emptyIsAbsent: true,
    report: (fault) => void faults.push(fault),
  });
  return faults;
}

describe('every example is what the JSON Schema allows:', () => {
  const examples = ['docs/settings.md', 'README.md'].flatMap((file) =>
    [
      ...readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').matchAll(
        /^```yaml\n([\s\S]*?)^```/gm,
      ),
    ]
      .map(([, text = '']) => text)
      .filter((text) => /^tenants:/m.test(text)),
  );
  test('there are examples', () => expect(examples.length).toBeGreaterThanOrEqual(2));
  test.each(examples)('%s', (text) => {
    const settings: unknown = parse(text);
    validate(settings);
    expect(validate.errors).toBeNull();
    expect(faultsOf(settings)).toEqual([]);
  });
});

describe('the JSON Schema refuses what samlab refuses, and nothing else:', () => {
  const tenant = (more: object) => ({ tenants: [{ domain: 'contoso.com', ...more }] });
  test.each<[sound: boolean, settings: unknown]>([
    [true, {}],
    [true, { ports: { lab: 0, idp: 1, sp: 65_535 }, clock: 'x', peakon: false }],
    [true, { peakon: { companies: [{ id: 'a', employees: [] }] } }],
    [
      true,
      tenant({ policies: [{ displayName: 'P', includeUsers: ['a'], includeApplications: 'all' }] }),
    ],
    [
      true,
      tenant({ applications: [{ displayName: 'A', replyUrls: ['a', { uri: 'b', index: 1 }] }] }),
    ],
    [false, []],
    [false, 'text'],
    [false, { tenant: [] }],
    [false, { ports: { lab: -1 } }],
    [false, { ports: { lab: 1.5 } }],
    [false, { ports: { lab: '1' } }],
    [false, { peakon: true }],
    [false, { peakon: { companies: [{}] } }],
    [false, { tenants: {} }],
    [false, { tenants: [{ displayName: 'no domain' }] }],
    [false, tenant({ users: [{ userPrincipalName: 'a', accountEnabled: 1 }] })],
    [false, tenant({ users: [{ userPrincipalName: 'a', __proto__: null, constructor: 1 }] })],
    [false, tenant({ policies: [{ displayName: 'P', includeUsers: 'some' }] })],
    [false, tenant({ applications: [{ displayName: 'A', replyUrls: [{ index: 1 }] }] })],
    [false, tenant({ applications: [{ displayName: 'A', replyUrls: [5] }] })],
  ])('%s: %j', (sound, settings) => {
    expect(validate(settings)).toBe(sound);
    expect(faultsOf(settings).length === 0).toBe(sound);
  });
});
