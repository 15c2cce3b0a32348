import { type AttributePath, comparisonsIn } from '../filter/filter.ts';
import { readPath } from '../filter/read-filter.ts';
import { MAX_PATCH_OPERATIONS, MAX_PATH_COMPARISONS } from '../limits.ts';
import type { ResourceType } from '../schema/attribute.ts';
import { attributeNamed, schemaOf } from '../schema/find-attribute.ts';
import { badRequest, quoted, ScimError } from '../scim-error.ts';
import { Turns } from '../turns.ts';
import { isValues, type Value } from '../values.ts';
import type { Operation } from './operation.ts';

/** One attribute, and what happens to it. */
export interface Change {
  readonly op: Operation['op'];
  readonly path: AttributePath;
  readonly value: Value | undefined;
}

/**
 * The single changes of an operation. A value without a path has a change for each of its members, whose names may be whole paths, as Entra writes
 * them with `aadOptscim062020`: `name.givenName`, `urn:...:User:department` (scim.md a.2). Members that are no attribute of ours are left out, as are
 * those that only the server sets: whole resources are sent back in this way.
 *
 * @throws {ScimError} invalidPath, invalidValue, mutability, or noTarget for a removal of nothing in particular
 */
function changesOf({ op, path, value }: Operation, type: ResourceType): Change[] {
  if (path !== undefined) return changesAt({ op, value }, known(path, type), type);
  if (op === 'remove')
    throw badRequest('noTarget', 'A remove operation needs a path (RFC 7644 3.5.2.2).');
  return changesOfMembers({ op, value }, 'Without a path', type);
}

/**
 * The single changes of a PATCH.
 *
 * @throws {ScimError} as `changesOf`, and invalidPath when the filters of its paths compare too much: each comparison is made for each member of a list
 */
export async function changesOfAll(
  operations: readonly Operation[],
  type: ResourceType,
): Promise<Change[]> {
  const turns = new Turns();
  const all: Change[] = [];
  let comparisons = 0;
  for (const operation of operations) {
    const changes = changesOf(operation, type);
    for (const { path } of changes) comparisons += path.filter ? comparisonsIn(path.filter) : 0;
    if (comparisons > MAX_PATH_COMPARISONS)
      throw badRequest(
        'invalidPath',
        `The paths of a PATCH have at most ${MAX_PATH_COMPARISONS} comparisons.`,
      );
    all.push(...changes);
    await turns.next();
  }
  return all;
}

/** Every attribute of a whole resource, as POST and PUT send it. @throws {ScimError} as `changesOf` */
export function changesOfResource(body: Value | undefined, type: ResourceType): Change[] {
  if (!isValues(body))
    throw badRequest('invalidSyntax', `A ${type.name} is a JSON object, not ${quoted(body)}.`);
  return changesOf({ op: 'add', value: body }, type);
}

type Doing = Pick<Change, 'op' | 'value'>;

function changesOfMembers({ op, value }: Doing, where: string, type: ResourceType): Change[] {
  if (!isValues(value))
    throw badRequest(
      'invalidValue',
      `${where}, the value of an operation is an object with attributes, not ${quoted(value)}.`,
    );
  const members = Object.entries(value);
  if (members.length > MAX_PATCH_OPERATIONS)
    throw badRequest(
      'invalidValue',
      `${where}, a value has at most ${MAX_PATCH_OPERATIONS} members.`,
    );
  return members.flatMap(([key, one]) => {
    const found = pathOrUndefined(key, type);
    if (!found || isUnknown(found, type) || found.attribute?.readOnly) return [];
    return changesAt({ op, value: one }, found, type);
  });
}

/** A path to an extension as a whole is a change of each of its attributes. */
function changesAt({ op, value }: Doing, path: AttributePath, type: ResourceType): Change[] {
  if (path.name !== undefined) return [{ op, path, value }];
  const { urn } = path;
  if (urn === undefined) return changesOfMembers({ op, value }, 'For the core schema', type);
  if (op === 'remove') return [{ op, path, value }];
  if (value === '') return [{ op: 'remove', path, value: undefined }];
  if (!isValues(value))
    throw badRequest(
      'invalidValue',
      `${urn} takes an object with attributes, not ${quoted(value)}.`,
    );
  return Object.entries(value).flatMap(([name, one]) => {
    const attribute = attributeNamed(schemaOf(type, urn)?.attributes, name);
    const inner = { urn, name: attribute?.name ?? name, attribute };
    return isUnknown(inner, type) ? [] : [{ op, path: inner, value: one }];
  });
}

function known(text: string, type: ResourceType): AttributePath {
  const path = readPath(text, type);
  if (isUnknown(path, type))
    throw badRequest('invalidPath', `There is no attribute ${quoted(text)} in the schemas.`);
  if (path.attribute?.readOnly)
    throw badRequest('mutability', `${path.name} is set by the server and cannot be changed.`);
  return path;
}

function pathOrUndefined(text: string, type: ResourceType): AttributePath | undefined {
  try {
    return readPath(text, type);
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

/** In the core schema and the enterprise extension, attributes are known; other extensions are open. */
function isUnknown({ urn, name, attribute, sub }: AttributePath, type: ResourceType): boolean {
  if (name === undefined) return false;
  if (attribute) return sub !== undefined && !attributeNamed(attribute.subAttributes, sub);
  const schema = urn === undefined ? type.schema : schemaOf(type, urn);
  return schema !== undefined && !schema.open;
}
