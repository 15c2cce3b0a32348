import { beforeEach, expect, test } from 'vitest';
import { addApplication } from '../applications/applications.ts';
import {
  expectFault,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { configureProvisioning, readProvisioning } from './configuration.ts';

const lab = smallDirectoryForEachTest();
let app: string;
beforeEach(async () => {
  const added = await addApplication(
    lab.db,
    { tenantId, displayName: 'Peakon', applicationTemplateId: 'peakon' },
    now,
  );
  app = added.servicePrincipalId;
});

const users = { sourceObjectName: 'User' } as const;
const userName = { targetAttributeName: 'userName', source: 'mail', matchingPriority: 1 };
const configure = (objectMappings: unknown) =>
  configureProvisioning(lab.db, app, untyped({ templateId: 'peakon', objectMappings }), now);
const read = async () => (await readProvisioning(lab.db, app))?.objectMappings ?? [];

test('a list replaces all attribute mappings; what is absent stays as it is', async () => {
  await configure([{ ...users, attributeMappings: [userName] }]);
  expect(await read()).toEqual([
    { ...users, flowTypes: 'Add, Update, Delete', attributeMappings: [userName] },
  ]);
  const clause = { sourceOperandName: 'department', operatorName: 'IS NOT NULL' };
  const scope = { groups: [{ clauses: [clause] }] };
  await configure([{ ...users, flowTypes: 'Add', scope }]);
  expect(await read()).toEqual([
    { ...users, flowTypes: 'Add', attributeMappings: [userName], scope },
  ]);
  await configure([{ ...users, scope: { groups: [] } }]);
  expect(await read()).toEqual([{ ...users, flowTypes: 'Add', attributeMappings: [userName] }]);
});

test('the same mappings again change nothing, so the next cycle stays incremental', async () => {
  await configure([{ ...users, attributeMappings: [userName] }]);
  const version = () =>
    lab.db.selectFrom('synchronizationJob').select('schemaVersion').executeTakeFirstOrThrow();
  const before = await version();
  await configure([{ ...users, attributeMappings: [userName] }]);
  expect(await version()).toEqual(before);
  await configure([{ ...users, flowTypes: 'Add' }]);
  expect(await version()).not.toEqual(before);
});

test.each<[given: unknown, property: string, code: string]>([
  ['none', 'objectMappings', 'type'],
  [[5], 'objectMappings', 'type'],
  [[{ sourceObjectName: 'Device' }], 'objectMappings.0.sourceObjectName', 'unknown'],
  [[{ sourceObjectName: 'Group' }], 'objectMappings.0.sourceObjectName', 'unknown'],
  [[users, users], 'objectMappings.1.sourceObjectName', 'unknown'],
  [[{ ...users, attributeMappings: 5 }], 'objectMappings.0.attributeMappings', 'type'],
  [[{ ...users, attributeMappings: [5] }], 'objectMappings.0.attributeMappings.0', 'type'],
  [
    [{ ...users, attributeMappings: [{ ...userName, source: 5 }] }],
    'objectMappings.0.attributeMappings.0.source',
    'type',
  ],
  [
    [{ ...users, attributeMappings: [{ ...userName, source: '"open' }] }],
    'objectMappings.0.attributeMappings.0.source',
    'expression',
  ],
  [
    [{ ...users, attributeMappings: [{ ...userName, source: 'nothing' }] }],
    'objectMappings.0.attributeMappings.0.source',
    'unknown_attribute',
  ],
  [[{ ...users, flowTypes: 'Ad' }], 'objectMappings.0.flowTypes', 'flow_type'],
])('%j is refused at %s', async (given, property, code) => {
  const refused = configure(given);
  await refused.catch(({ message }: Error) =>
    expect(message).not.toContain('synchronizationRules'),
  );
  if (property.endsWith('attributeMappings.0') || property.endsWith('attributeMappings'))
    await expect(refused).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ property, code })]),
    });
  else await expectFault(refused, property, code);
});
