import { expect, test } from 'vitest';
import { CheckFault } from '../errors.ts';
import { targetsOfMapping } from './mapping.ts';

const mapping = (targetObjectName: string, ...names: string[]) => ({
  targetObjectName,
  attributeMappings: names.map((targetAttributeName) => ({ targetAttributeName })),
});

test('the targets of users are read out of an exported schema', () => {
  const schema = {
    synchronizationRules: [
      {
        objectMappings: [
          mapping('Group', 'displayName'),
          mapping('urn:ietf:params:scim:schemas:core:2.0:User', 'userName', 'title', 'userName'),
        ],
      },
    ],
  };
  expect(targetsOfMapping(JSON.stringify(schema), 'f')).toEqual(['userName', 'title']);
});

test.each([
  ['{', 'is no JSON'],
  ['{"a":1}', 'is no synchronizationSchema'],
  ['{"synchronizationRules":[]}', 'maps no attribute of users'],
])('%s is refused', (text, reason) => {
  expect(() => targetsOfMapping(text, 'schema.json')).toThrow(CheckFault);
  expect(() => targetsOfMapping(text, 'schema.json')).toThrow(`schema.json ${reason}`);
});
