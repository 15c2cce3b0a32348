import { checkShape, type Shape } from '../settings/check-shape.ts';
import type { Path } from '../settings/faults.ts';
import type { Operation } from './operation.ts';
import { ApiProblem, MAX_FAULTS, pointerTo, type RequestFault } from './problem.ts';

/**
 * Compares body and query with the schemas of an operation.
 *
 * @throws {ApiProblem} `invalid_request`, with every fault, up to `MAX_FAULTS`
 */
export function checkCall(
  { body: bodySchema, query: querySchema = none }: Operation,
  given: { readonly body: unknown; readonly query: unknown },
): { readonly body: unknown; readonly query: unknown } {
  const faults: RequestFault[] = [];
  const note = (fault: RequestFault) => {
    if (faults.length < MAX_FAULTS) faults.push(fault);
  };
  const body = checkShape(bodySchema ?? none, given.body ?? {}, {
    ...inBody,
    report: ({ path, message }) => note({ pointer: pointerTo(path), detail: message }),
  });
  const query = checkShape(
    querySchema,
    { ...(given.query as object) },
    {
      ...inQuery,
      report: ({ path, message }) =>
        note({ parameter: parameterOf(path, message), detail: message }),
    },
  );
  if (faults.length > 0) throw new ApiProblem('invalid_request', undefined, faults);
  return { body, query };
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
