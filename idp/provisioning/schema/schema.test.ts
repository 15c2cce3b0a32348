import { describe, expect, test } from 'vitest';
import { templates } from '../templates/index.ts';
import { readSchema } from './read-schema.ts';
import { flowTypesOf, mappingOf, type SynchronizationSchema } from './schema.ts';
import {
  constantSource,
  directSource,
  expressionOf,
  sourceOf,
  unsimulatedFunctions,
} from './source.ts';
import { schemaFaults } from './validate.ts';

/** A schema that a test may change. */
interface Draft {
  synchronizationRules: {
    objectMappings: {
      enabled: unknown;
      flowTypes: unknown;
      scope: unknown;
      sourceObjectName: unknown;
      attributeMappings: Record<string, unknown>[];
    }[];
  }[];
  directories: unknown;
}

const scim = templates.find(({ id }) => id === 'scim')?.schema as SynchronizationSchema;
const draft = (): Draft => JSON.parse(JSON.stringify(scim)) as Draft;
const users = (schema: Draft) => schema.synchronizationRules[0]?.objectMappings[0];
const path = 'synchronizationRules.0.objectMappings.0';

const faultsOf = (change: (schema: Draft) => void) => {
  const schema = draft();
  change(schema);
  return schemaFaults(readSchema(schema)).map(({ property, code, message }) => [
    property,
    code,
    message,
  ]);
};

/** Changes the mapping of one attribute. */
const mapping = (target: string, changes: Record<string, unknown>) => (schema: Draft) => {
  const found = users(schema)?.attributeMappings.find((one) => one.targetAttributeName === target);
  Object.assign(found ?? {}, changes);
};
const at = (target: string) =>
  `${path}.attributeMappings.${users(draft())?.attributeMappings.findIndex((one) => one.targetAttributeName === target)}`;

const filter = (clause: Record<string, unknown>) => (schema: Draft) => {
  const mappings = users(schema);
  if (mappings) mappings.scope = { groups: [{ name: 'One', clauses: [clause] }] };
};
const clause = (sourceOperandName: string, operatorName: string, ...values: string[]) =>
  filter({ sourceOperandName, operatorName, targetOperand: { values } });

describe('the templates', () => {
  test.each(templates.map(({ id, schema }) => [id, schema] as const))(
    '%s breaks no rule',
    (_, schema) => {
      const read = readSchema(JSON.parse(JSON.stringify(schema)));
      expect(read).toEqual(schema);
      expect(schemaFaults(read)).toEqual([]);
    },
  );

  test('Peakon has no groups', () => {
    const peakon = templates.find(({ id }) => id === 'peakon')?.schema as SynchronizationSchema;
    expect(mappingOf(peakon, 'Group')).toBeUndefined();
    expect(mappingOf(scim, 'Group')).toBeDefined();
  });
});

describe('a schema that breaks a rule', () => {
  test.each<[string, (schema: Draft) => void, string, string, string]>([
    [
      'an unknown source',
      mapping('title', { source: directSource('jobTitel') }),
      `${at('title')}.source`,
      'unknown_attribute',
      'did you mean jobTitle?',
    ],
    [
      'an unknown source in an expression',
      mapping('title', { source: { ...sourceOf('ToLower([jobTitel])') } }),
      `${at('title')}.source`,
      'unknown_attribute',
      'did you mean jobTitle?',
    ],
    [
      'an unknown target',
      mapping('title', { targetAttributeName: 'titel' }),
      `${at('title')}.targetAttributeName`,
      'unknown_attribute',
      'did you mean title?',
    ],
    [
      'a target that nobody defined',
      mapping('title', { targetAttributeName: 'shoeSize' }),
      `${at('title')}.targetAttributeName`,
      'unknown_attribute',
      'add it to the attribute list first',
    ],
    [
      'an expression that cannot be read',
      mapping('title', {
        source: {
          type: 'Function',
          name: 'ToLower',
          expression: 'ToLower([jobTitle]',
          parameters: [],
        },
      }),
      `${at('title')}.source`,
      'expression',
      'is not closed',
    ],
    [
      'an expression with too few arguments',
      mapping('title', { source: sourceOf('Mid([jobTitle], 1)') }),
      `${at('title')}.source`,
      'expression',
      'Mid takes 3 arguments, not 2',
    ],
    [
      'roles in another attribute',
      mapping('title', { source: sourceOf('SingleAppRoleAssignment([appRoleAssignments])') }),
      `${at('title')}.source`,
      'expression',
      'map them to roles',
    ],
    [
      'a manager in a text',
      mapping('title', { source: directSource('manager') }),
      `${at('title')}.source`,
      'reference',
      'title is no reference',
    ],
    [
      'a text in the manager',
      mapping('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', {
        source: directSource('mail'),
      }),
      `${at('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager')}.source`,
      'reference',
      'takes the attribute manager or members directly',
    ],
    [
      'no matching attribute',
      mapping('userName', { matchingPriority: 0 }),
      `${path}.attributeMappings`,
      'no_matching',
      'No attribute matches objects',
    ],
    [
      'one precedence twice',
      mapping('externalId', { matchingPriority: 1 }),
      `${at('externalId')}.matchingPriority`,
      'duplicate_precedence',
      'externalId and userName have the matching precedence 1',
    ],
    [
      'a negative precedence',
      mapping('externalId', { matchingPriority: -1 }),
      `${at('externalId')}.matchingPriority`,
      'type',
      'whole number',
    ],
    [
      'one target twice',
      mapping('title', { targetAttributeName: 'displayName' }),
      `${at('title')}.targetAttributeName`,
      'duplicate_target',
      'mapped more than once',
    ],
    [
      'another flow type',
      (schema) => Object.assign(users(schema) ?? {}, { flowTypes: 'Add, Updat' }),
      `${path}.flowTypes`,
      'flow_type',
      'did you mean Update?',
    ],
    [
      'disabled users',
      (schema) => Object.assign(users(schema) ?? {}, { enabled: false }),
      `${path}.enabled`,
      'required',
      'cannot be disabled',
    ],
    [
      'an unknown operator',
      clause('city', 'EQUAL', 'Berlin'),
      `${path}.scope.groups.0.clauses.0.operatorName`,
      'operator',
      'did you mean EQUALS?',
    ],
    [
      'an attribute that no filter reads',
      clause('manager', 'IS NULL'),
      `${path}.scope.groups.0.clauses.0.sourceOperandName`,
      'not_filterable',
      'cannot read manager',
    ],
    [
      'a filter on an unknown attribute',
      clause('citty', 'IS NULL'),
      `${path}.scope.groups.0.clauses.0.sourceOperandName`,
      'unknown_attribute',
      'did you mean city?',
    ],
    [
      'a bad pattern',
      clause('city', 'REGEX MATCH', '('),
      `${path}.scope.groups.0.clauses.0.targetOperand.values`,
      'regex',
      'cannot be used',
    ],
    [
      'no number',
      clause('employeeId', 'Greater_Than', 'ten'),
      `${path}.scope.groups.0.clauses.0.targetOperand.values`,
      'number',
      'compares numbers',
    ],
    [
      'no bits',
      clause('employeeId', '!&', '1.5'),
      `${path}.scope.groups.0.clauses.0.targetOperand.values`,
      'number',
      'whole numbers',
    ],
    [
      'no value',
      clause('city', 'EQUALS'),
      `${path}.scope.groups.0.clauses.0.targetOperand.values`,
      'required',
      'needs a value',
    ],
    [
      'too many values',
      clause('city', 'IS NULL', 'x'),
      `${path}.scope.groups.0.clauses.0.targetOperand.values`,
      'too_many',
      'takes no value',
    ],
  ])('%s', (_, change, property, code, message) => {
    expect(faultsOf(change)).toEqual([[property, code, expect.stringContaining(message)]]);
  });

  test('a mapping that the application requires is not deleted', () => {
    const faults = faultsOf((schema) => {
      const mappings = users(schema);
      if (mappings)
        mappings.attributeMappings = mappings.attributeMappings.filter(
          (one) => one.targetAttributeName !== 'userName',
        );
    });
    expect(faults.map(([, code]) => code)).toEqual(['required', 'no_matching']);
  });

  test('a schema without users, and one with users twice', () => {
    expect(faultsOf((schema) => Object.assign(schema, { synchronizationRules: [] }))).toEqual([
      ['synchronizationRules', 'required', expect.stringContaining('needs a mapping of users')],
    ]);
    const twice = faultsOf((schema) => {
      const [rule] = schema.synchronizationRules;
      const [one] = rule?.objectMappings ?? [];
      if (rule && one) rule.objectMappings.push(one);
    });
    expect(twice).toEqual([['synchronizationRules', 'duplicate_mapping', expect.any(String)]]);
  });

  test('good changes break none', () => {
    expect(faultsOf(mapping('title', { source: constantSource('Staff') }))).toEqual([]);
    expect(
      faultsOf(mapping('title', { source: directSource(`extension_${'0'.repeat(32)}_rank`) })),
    ).toEqual([]);
    expect(faultsOf(clause('city', 'REGEX MATCH', '^Ber(?i:LIN)$'))).toEqual([]);
    expect(faultsOf(clause('city', 'EQUALS', 'Berlin', 'Paris'))).toEqual([]);
    expect(faultsOf(clause('employeeId', '&', '3'))).toEqual([]);
  });
});

describe('the shape of a schema', () => {
  const refused = (given: unknown) => {
    try {
      readSchema(given);
      return [];
    } catch (error) {
      return (error as { faults: { property: string; code: string }[] }).faults.map(
        ({ property, code }) => [property, code],
      );
    }
  };

  test.each<[unknown, string, string]>([
    [null, '', 'type'],
    ['x', '', 'type'],
    [{ synchronizationRules: 'x' }, 'synchronizationRules', 'type'],
    [{ synchronizationRules: [1] }, 'synchronizationRules.0', 'type'],
    [
      { directories: Array.from({ length: 1001 }, () => ({ name: 'x' })) },
      'directories',
      'too_many',
    ],
    [{ directories: [{ name: 'x'.repeat(10_001) }] }, 'directories.0.name', 'too_long'],
    [{ directories: [{ name: '\ud800' }] }, 'directories.0.name', 'unicode'],
    [{ directories: [{}] }, 'directories.0.name', 'required'],
  ])('%j', (given, property, code) => {
    expect(refused(given)).toContainEqual([property, code]);
  });

  test('a source that is a parameter of itself', () => {
    const loop: Record<string, unknown> = { type: 'Function', name: 'Join', expression: '' };
    loop.parameters = [{ key: 'source1', value: loop }];
    const schema = draft();
    mapping('title', { source: loop })(schema);
    expect(refused(schema)).toEqual([[`${at('title')}.source.parameters.0.value`, 'loop']]);
  });

  test('what may be left out has its default', () => {
    const schema = draft();
    mapping('title', {
      flowType: undefined,
      defaultValue: undefined,
      source: { type: 'Attribute', name: 'jobTitle' },
    })(schema);
    expect(readSchema(schema)).toMatchObject({
      synchronizationRules: [{ objectMappings: [{ flowTypes: 'Add, Update, Delete' }, {}] }],
    });
    const [mapped] =
      mappingOf(readSchema(schema), 'User')?.mapping.attributeMappings.filter(
        (one) => one.targetAttributeName === 'title',
      ) ?? [];
    expect(mapped).toMatchObject({ flowType: 'Always', defaultValue: null, matchingPriority: 0 });
    expect(mapped && expressionOf(mapped.source)).toBe('[jobTitle]');
  });
});

describe('a source', () => {
  test('names its parameters as Graph does', () => {
    const { type, name, parameters } = sourceOf(
      'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    );
    expect({ type, name }).toEqual({ type: 'Function', name: 'Switch' });
    expect(parameters.map(({ key }) => key)).toEqual([
      'source',
      'defaultValue',
      'key1',
      'value1',
      'key2',
      'value2',
    ]);
    expect(parameters[0]?.value).toMatchObject({ type: 'Attribute', name: 'IsSoftDeleted' });
    const joined = sourceOf('Join("", [a], [b], [c])').parameters.map(({ key }) => key);
    expect(joined).toEqual(['separator', 'source1', 'source2', 'source3']);
  });

  test('keeps a function that samlab does not simulate as it was written', () => {
    const source = sourceOf('PCase( [mail] , "-")');
    expect(source.expression).toBe('PCase( [mail] , "-")');
    expect(source.parameters.map(({ key }) => key)).toEqual(['parameter1', 'parameter2']);
    expect(unsimulatedFunctions(source)).toEqual(['PCase']);
    expect(unsimulatedFunctions(directSource('mail'))).toEqual([]);
  });

  test('flow types are read whatever their order', () => {
    expect(flowTypesOf({ flowTypes: 'Delete,Add' })).toEqual(['Add', 'Delete']);
    expect(flowTypesOf({ flowTypes: 'None' })).toEqual([]);
  });
});
