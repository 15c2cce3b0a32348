import { type Fault, InvalidInput } from '../../../../input/invalid-input.ts';
import { nearest } from '../../../../text-files/nearest.ts';
import { provisioningSettingsOf } from '../../../directory/provisioning/provisioning-settings.ts';
import { findUserByIdOrName } from '../../../directory/users/users.ts';
import { userEntitlement } from '../../cycle/provision-user.ts';
import { mappedValue, readyMapping } from '../../export/mapped-values.ts';
import { partsOf } from '../../expressions/parse.ts';
import type { Plain, SourceObject } from '../../expressions/value.ts';
import { sourceFaults } from '../../schema/mapping-faults.ts';
import {
  type AttributeMapping,
  type ObjectType,
  type SynchronizationSchema,
  targetAttributesOf,
} from '../../schema/schema.ts';
import { parsedSource } from '../../schema/source.ts';
import { isSourceAttribute, sourceAttributes } from '../../schema/source-attributes.ts';
import { readGroups, readUsers, rolesOfApplication } from '../../source/read-source.ts';
import { groupObject } from '../../source/source-group.ts';
import { userObject } from '../../source/source-user.ts';
import type { JobVisit } from '../provisioning-routes.ts';
import { objectMappingOf } from './edit-schema.ts';
import type { TestForm, TestResult } from './test-form.ts';

/**
 * Computes a mapping that may not be saved yet. Nothing is written anywhere.
 *
 * @throws {InvalidInput} on `source` when it breaks a rule, on `testObject` when there is no such user or group, and on `testValues` when a line cannot be read
 */
export async function testMapping(
  visit: JobVisit,
  schema: SynchronizationSchema,
  type: ObjectType,
  mapping: AttributeMapping,
  form: TestForm,
): Promise<TestResult> {
  const typed = readValues(form.testValues, type);
  const object = await objectOf(visit, schema, type, form.testObject);
  const source: SourceObject = {
    ...object,
    attribute: (name) => (typed.has(name) ? (typed.get(name) ?? null) : object.attribute(name)),
  };
  const expression = parsedSource(mapping.source);
  const faults = sourceFaults(mapping, { type, path: '' });
  if (faults.length > 0) throw new InvalidInput(faults);
  const target = targetAttributesOf(schema, type).find(
    ({ name }) => name === mapping.targetAttributeName,
  );
  const names = [...partsOf(expression)].flatMap((part) =>
    part.type === 'attribute' ? [part.name] : [],
  );
  return {
    made: mappedValue(
      // A new mapping may have no target yet.
      {
        mapping: {
          ...mapping,
          targetAttributeName: mapping.targetAttributeName || 'The target attribute',
        },
        expression,
        type: target?.type ?? 'String',
      },
      source,
    ),
    read: [...new Set(names)].map((name) => ({ name, value: source.attribute(name) })),
  };
}

const refuse = (property: keyof TestForm, code: string, message: string): never => {
  throw new InvalidInput([{ property, code, message } satisfies Fault]);
};

/** A name that is given twice has several values; one without a value is empty. */
function readValues(text: string, type: ObjectType): Map<string, Plain> {
  const values = new Map<string, Plain>();
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, given = '', value = ''] = /^\s*([^=]*?)\s*=(.*)$/.exec(line) ?? [];
    const name = given.replace(/^\[(.*)\]$/, '$1');
    if (name === '')
      refuse('testValues', 'type', `Line ${at + 1} is not written as department = Sales.`);
    if (!isSourceAttribute(type, name)) {
      const known = sourceAttributes[type].map((one) => one.name);
      const meant = nearest(name, known);
      refuse(
        'testValues',
        'unknown_attribute',
        `${type}s have no attribute "${name.slice(0, 80)}"${meant ? `; did you mean ${meant}?` : '.'}`,
      );
    }
    const before = values.get(name);
    const one = value.trim();
    values.set(name, before === undefined ? one || null : [before ?? [], one].flat());
  }
  return values;
}

/** What the mapping reads: the object as the job sees it, or one without any value. */
async function objectOf(
  visit: JobVisit,
  schema: SynchronizationSchema,
  type: ObjectType,
  name: string,
): Promise<SourceObject> {
  if (name === '') return { roles: [], guid, attribute: () => null };
  return type === 'User' ? userOf(visit, schema, name) : groupOf(visit, name);
}

/** Any one: it is made anew for each object. */
const guid = () => '00000000-0000-0000-0000-000000000000';

const scopeOf = ({ tenantId, id }: JobVisit) => ({ tenantId, servicePrincipalId: id });

async function userOf(
  visit: JobVisit,
  schema: SynchronizationSchema,
  name: string,
): Promise<SourceObject> {
  const { db, clock } = visit.context;
  const row = await findUserByIdOrName(db, visit.tenantId, name);
  const scope = scopeOf(visit);
  const roles = await rolesOfApplication(db, scope);
  const found = row && (await readUsers(db, scope, [row.id], { roles, now: clock() })).get(row.id);
  if (!found)
    return refuse(
      'testObject',
      'unknown',
      `There is no user "${name.slice(0, 80)}" in this tenant.`,
    );
  const entitlement = userEntitlement(
    {
      user: readyMapping(schema, objectMappingOf(schema, 'User'), 'User'),
      settings: await provisioningSettingsOf(db, visit.id),
      guid,
    },
    found,
  );
  return userObject(found, entitlement.outOfScope !== null, guid);
}

async function groupOf(visit: JobVisit, name: string): Promise<SourceObject> {
  const { db } = visit.context;
  const row = await db
    .selectFrom('directoryGroup')
    .select('id')
    .where('tenantId', '=', visit.tenantId)
    .where((or) => or.or([or('displayName', '=', name), or('id', '=', name.toLowerCase())]))
    .executeTakeFirst();
  const found = row && (await readGroups(db, scopeOf(visit), [row.id])).get(row.id);
  if (!found)
    return refuse(
      'testObject',
      'unknown',
      `There is no group "${name.slice(0, 80)}" in this tenant.`,
    );
  return groupObject(found, false, guid);
}
