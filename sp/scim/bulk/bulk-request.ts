import { MAX_BULK_OPERATIONS } from '../limits.ts';
import { badRequest, quoted, ScimError } from '../scim-error.ts';
import { isValues, member, newValues, type Value, type Values } from '../values.ts';

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

export interface BulkOperation {
  readonly method: (typeof methods)[number];
  readonly path: string;
  readonly bulkId?: string;
  readonly data?: Value;
}

export interface BulkRequest {
  readonly operations: readonly BulkOperation[];
  /** So many errors end the request; 0 for none. */
  readonly failOnErrors: number;
}

/**
 * The operations of a bulk request (RFC 7644 3.7).
 *
 * @throws {ScimError} invalidSyntax, invalidValue, or 413 for too many operations
 */
export function readBulk(body: Value | undefined): BulkRequest {
  const list = isValues(body) ? member(body, 'Operations') : undefined;
  if (!isValues(body) || !Array.isArray(list))
    throw badRequest('invalidSyntax', 'A bulk request has a list of Operations (RFC 7644 3.7).');
  if (list.length > MAX_BULK_OPERATIONS)
    throw new ScimError(413, `A bulk request has at most ${MAX_BULK_OPERATIONS} operations.`);
  const failOnErrors = given(body, 'failOnErrors') ?? 0;
  if (typeof failOnErrors !== 'number' || !Number.isSafeInteger(failOnErrors) || failOnErrors < 0)
    throw badRequest(
      'invalidValue',
      `failOnErrors must be a whole number, not ${quoted(failOnErrors)}.`,
    );
  const operations = list.map(readOperation);
  const seen = new Set<string>();
  for (const { bulkId } of operations) {
    if (bulkId === undefined) continue;
    if (seen.has(bulkId))
      throw badRequest('invalidValue', `The bulkId ${quoted(bulkId)} is there twice.`);
    seen.add(bulkId);
  }
  return { operations, failOnErrors };
}

/** A member; undefined when it is null or empty. */
function given(values: Values, name: string): Value | undefined {
  const value = member(values, name);
  return value === '' ? undefined : value;
}

function readOperation(one: Value): BulkOperation {
  const read = isValues(one) ? one : newValues();
  const asked = member(read, 'method');
  const method = methods.find((one) => typeof asked === 'string' && one === asked.toUpperCase());
  if (!method)
    throw badRequest(
      'invalidSyntax',
      `The method of a bulk operation is one of ${methods.join(', ')}, not ${quoted(asked)}.`,
    );
  const path = member(read, 'path');
  if (typeof path !== 'string' || !path.startsWith('/') || path.length > 500)
    throw badRequest('invalidPath', `The path of a bulk operation is /Users or /Users/{id}.`);
  const bulkId = given(read, 'bulkId');
  if (bulkId !== undefined && (typeof bulkId !== 'string' || bulkId.length > 200))
    throw badRequest('invalidValue', 'A bulkId is a text of at most 200 characters.');
  if (method === 'POST' && bulkId === undefined)
    throw badRequest('invalidValue', 'A POST in a bulk request needs a bulkId (RFC 7644 3.7).');
  const data = given(read, 'data');
  return {
    method,
    path,
    ...(bulkId !== undefined && { bulkId }),
    ...(data !== undefined && { data }),
  };
}

const PREFIX = 'bulkId:';

/** The other operations that an operation refers to: `bulkId:abc` as a value, or as the id in its path (RFC 7644 3.7.2). */
export function referencesIn({ path, data }: BulkOperation): string[] {
  const names = path.split('/').filter((part) => part.startsWith(PREFIX));
  const look = (value: Value | undefined): void => {
    if (typeof value === 'string') {
      if (value.startsWith(PREFIX)) names.push(value);
    } else if (Array.isArray(value)) value.forEach(look);
    else if (isValues(value)) Object.values(value).forEach(look);
  };
  look(data);
  return [...new Set(names.map((name) => name.slice(PREFIX.length)))];
}

/** The operation with the ids that were given. */
export function withIds(
  { path, data }: BulkOperation,
  ids: ReadonlyMap<string, string>,
): { path: string; data: Value | undefined } {
  const idOf = (text: string) =>
    text.startsWith(PREFIX) ? (ids.get(text.slice(PREFIX.length)) ?? text) : text;
  const replace = (value: Value): Value => {
    if (typeof value === 'string') return idOf(value);
    if (Array.isArray(value)) return value.map(replace);
    if (!isValues(value)) return value;
    const copied = newValues();
    for (const [name, one] of Object.entries(value)) copied[name] = replace(one);
    return copied;
  };
  return {
    path: path.split('/').map(idOf).join('/'),
    data: data === undefined ? undefined : replace(data),
  };
}
