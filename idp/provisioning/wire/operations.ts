import type { Json } from '../../../scim/json.ts';
import type { PatchOperation } from '../../../scim/messages.ts';
import { type Dialect, type Operation, operationName } from './dialect.ts';
import { readTargetName } from './target-name.ts';

/** A change of one attribute, by its name in the mapping. Booleans are given as booleans. */
export interface AttributeChange {
  readonly op: Operation;
  readonly target: string;
  readonly value?: Json;
}

/** Only the flag lets several values share an operation; it keeps its own for what has a filter or is not a single value. */
export function operations(
  changes: readonly AttributeChange[],
  dialect: Dialect,
): PatchOperation[] {
  if (dialect !== 'aadOptscim062020') return changes.map((each) => withPath(each, dialect));
  const together = changes.filter(mayShare);
  // Documented for several attributes only; one attribute keeps its path, as the disable does.
  const shared = together.length > 1 ? together : [];
  return [
    ...changes.filter((each) => !shared.includes(each)).map((each) => withPath(each, dialect)),
    ...(shared.length > 0
      ? [
          {
            op: 'replace',
            value: Object.fromEntries(shared.map(({ target, value }) => [target, value])),
          },
        ]
      : []),
  ];
}

function mayShare({ op, target, value }: AttributeChange): boolean {
  const { attribute, filter } = readTargetName(target);
  const isSingle = typeof value !== 'object' || value === null;
  return op === 'Replace' && !filter && isSingle && !['active', 'manager'].includes(attribute);
}

function withPath({ op, target, value }: AttributeChange, dialect: Dialect): PatchOperation {
  return {
    op: operationName(op, dialect),
    path: dialect === 'customappsso' ? withDot(target) : target,
    ...(value !== undefined && { value: valueIn(value, dialect) }),
  };
}

/** Without the flag, a boolean is the text "True" or "False" (scim.md a.2). */
const valueIn = (value: Json, dialect: Dialect): Json =>
  typeof value === 'boolean' && dialect !== 'aadOptscim062020' ? (value ? 'True' : 'False') : value;

/** Before December 2018 a dot was between schema and attribute (Microsoft: known issues with SCIM 2.0 protocol compliance). */
function withDot(target: string): string {
  const { urn } = readTargetName(target);
  return urn === undefined ? target : `${urn}.${target.slice(urn.length + 1)}`;
}
