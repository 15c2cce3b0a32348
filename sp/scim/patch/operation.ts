import { caseKey } from '../../../store/case-key.ts';
import { MAX_PATCH_OPERATIONS } from '../limits.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { isValues, member, type Value } from '../values.ts';

export interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path?: string;
  readonly value?: Value;
}

/**
 * The operations of a PATCH (RFC 7644 3.5.2). Entra writes `Add`, `Replace` and `Remove`; names are read in any case. An empty list is no change:
 * Microsoft's validator sends one (scim.md b.1).
 *
 * @throws {ScimError} invalidSyntax, or invalidValue for more operations than allowed
 */
export function readOperations(body: Value | undefined): Operation[] {
  const list = isValues(body) ? member(body, 'Operations') : undefined;
  if (!Array.isArray(list))
    throw badRequest('invalidSyntax', 'A PATCH has a list of Operations (RFC 7644 3.5.2).');
  if (list.length > MAX_PATCH_OPERATIONS)
    throw badRequest('invalidValue', `A PATCH has at most ${MAX_PATCH_OPERATIONS} operations.`);
  return list.map(readOperation);
}

function readOperation(given: Value): Operation {
  if (!isValues(given))
    throw badRequest('invalidSyntax', `An operation is an object, not ${quoted(given)}.`);
  const name = member(given, 'op');
  const op = typeof name === 'string' ? caseKey(name) : '';
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw badRequest('invalidSyntax', `op must be add, replace or remove, not ${quoted(name)}.`);
  const path = member(given, 'path');
  if (path !== undefined && typeof path !== 'string')
    throw badRequest('invalidPath', `path must be a text, not ${quoted(path)}.`);
  const value = member(given, 'value');
  return {
    op,
    ...(path !== undefined && path !== '' && { path }),
    ...(value !== undefined && { value }),
  };
}
