import { checkShape, type Shape } from '../settings/check-shape.ts';
import type { Path } from '../settings/faults.ts';
import type { Operation } from './operation.ts';
import { MAX_FAULTS, pointerTo, type RequestFault } from './problem.ts';

/** Body and query as an operation gets them, and what does not fit the schemas, up to `MAX_FAULTS`. */
interface CheckedCall {
  /** With faults: what is left without the properties that have one. */
  readonly body: unknown;
  readonly query: unknown;
  readonly faults: readonly RequestFault[];
}

/** Compares body and query with the schemas of an operation. */
export function checkCall(
  { body: bodySchema, query: querySchema = none }: Operation,
  given: { readonly body: unknown; readonly query: unknown },
): CheckedCall {
  const faults: RequestFault[] = [];
  const wrong = new Set<unknown>();
  const note = (fault: RequestFault) => {
    if (faults.length < MAX_FAULTS) faults.push(fault);
  };
  const body = checkShape(bodySchema ?? none, given.body ?? {}, {
    ...inBody,
    report({ path, message }) {
      note({ pointer: pointerTo(path), detail: message });
      wrong.add(path[0]);
    },
  });
  const checkedQuery = checkShape(
    querySchema,
    { ...(given.query as object) },
    {
      ...inQuery,
      report({ path, message }) {
        note({ parameter: parameterOf(path, message), detail: message });
        wrong.add(path[0]);
      },
    },
  );
  return {
    body: body ?? sound(given.body, wrong),
    query: checkedQuery ?? sound(given.query, wrong),
    faults,
  };
}

/** The members of a body that have no fault, for other checks. */
function sound(body: unknown, wrong: ReadonlySet<unknown>): object {
  const members =
    typeof body === 'object' && !Array.isArray(body) ? Object.entries(body ?? {}) : [];
  return Object.fromEntries(members.filter(([name]) => !wrong.has(name)));
}

/** Of an operation that takes nothing. */
const none = { type: 'object', additionalProperties: false };

const inBody = {
  subject: 'the body',
  object: 'an object',
  isText: () => false,
  emptyIsAbsent: false,
} satisfies Partial<Shape>;

const inQuery = { ...inBody, subject: 'the query', isText: () => true } satisfies Partial<Shape>;

/** A parameter that is missing is named by the sentence. */
const parameterOf = (path: Path, message: string): string =>
  String(path[0] ?? message.split(' ', 1)[0]);
