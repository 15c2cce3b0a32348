import { urn } from '../../../scim/urns.ts';
import type { Answer } from '../answer.ts';
import { createGroup, deleteGroup, patchGroup, replaceGroup } from '../groups/groups.ts';
import { badRequest, quoted, ScimError } from '../scim-error.ts';
import { Turns } from '../turns.ts';
import { createUser, deleteUser, patchUser, replaceUser } from '../users/write-user.ts';
import type { Value } from '../values.ts';
import type { Visit } from '../visit.ts';
import { type BulkOperation, type BulkRequest, referencesIn, withIds } from './bulk-request.ts';

interface BulkResult {
  readonly method: string;
  readonly bulkId?: string;
  readonly location?: string;
  readonly status: string;
  readonly response?: object;
}

/** Says what went wrong for an error that is not ours, and logs it. */
export type DescribeError = (error: unknown) => ScimError;

/**
 * Makes the operations of a bulk request (RFC 7644 3.7), each in its own transaction. One that names a `bulkId` is made after the operation that
 * creates it; those that wait for each other are refused with 409, as RFC 7644 3.7.1 allows. The answers are in the order of the request.
 */
export async function makeBulk(
  visit: Visit,
  { operations, failOnErrors }: BulkRequest,
  describe: DescribeError,
): Promise<Answer> {
  const ids = new Map<string, string>();
  const results = new Map<BulkOperation, BulkResult>();
  const created = new Set(operations.flatMap(({ bulkId }) => bulkId ?? []));
  const references = new Map(operations.map((one) => [one, referencesIn(one)]));
  const turns = new Turns();
  let waiting = [...operations];
  let errors = 0;
  const stopped = () => failOnErrors > 0 && errors >= failOnErrors;

  while (waiting.length > 0 && !stopped()) {
    const isReady = (one: BulkOperation) =>
      references.get(one)?.every((name) => ids.has(name) || !created.has(name));
    const ready = waiting.filter(isReady);
    const [first] = waiting;
    // Nothing can go first: the rest wait for each other, or for what failed.
    const now = ready.length > 0 ? ready : first ? [first] : [];
    for (const operation of now) {
      if (stopped()) break;
      const missing = references.get(operation)?.find((name) => !ids.has(name));
      const result = await makeOne(visit, operation, { ids, missing }, describe);
      if (Number(result.status) >= 400) errors += 1;
      results.set(operation, result);
      await turns.next();
    }
    waiting = waiting.filter((one) => !results.has(one));
  }
  const done = operations.flatMap((one) => results.get(one) ?? []);
  return { status: 200, body: { schemas: [urn.bulkResponse], Operations: done } };
}

async function makeOne(
  visit: Visit,
  operation: BulkOperation,
  { ids, missing }: { readonly ids: Map<string, string>; readonly missing: string | undefined },
  describe: DescribeError,
): Promise<BulkResult> {
  const { method, bulkId } = operation;
  const named = { method, ...(bulkId !== undefined && { bulkId }) };
  try {
    if (missing !== undefined)
      throw new ScimError(
        409,
        `No operation before this one created bulkId ${quoted(missing)}: it failed, is missing, or waits for this one.`,
      );
    const { path, data } = withIds(operation, ids);
    const { status, body, location } = await answerOf(visit, method, path, data);
    const id = (body as { id?: unknown } | undefined)?.id;
    if (bulkId !== undefined && typeof id === 'string') ids.set(bulkId, id);
    const [, , at] = path.split('/');
    const address = location ?? (at === undefined ? undefined : `${visit.base}${path}`);
    return {
      ...named,
      ...(address !== undefined && { location: address }),
      status: String(status),
    };
  } catch (error) {
    const fault = error instanceof ScimError ? error : describe(error);
    return { ...named, status: String(fault.status), response: fault.body };
  }
}

type Act = (visit: Visit, id: string, data: Value | undefined) => Promise<Answer>;

interface Acts {
  readonly create: (visit: Visit, data: Value | undefined) => Promise<Answer>;
  readonly PUT: Act;
  readonly PATCH: Act;
  readonly DELETE: Act;
}

const users: Acts = { create: createUser, PUT: replaceUser, PATCH: patchUser, DELETE: deleteUser };
const groups: Acts = {
  create: createGroup,
  PUT: replaceGroup,
  PATCH: patchGroup,
  DELETE: deleteGroup,
};

/** @throws {ScimError} of the act, or 400 and 404 for a path that is no resource */
async function answerOf(
  visit: Visit,
  method: BulkOperation['method'],
  path: string,
  data: Value | undefined,
): Promise<Answer> {
  const [, endpoint, id, ...more] = path.split('/');
  const acts = endpoint === 'Users' ? users : endpoint === 'Groups' && visit.groups && groups;
  if (!acts || more.length > 0)
    throw new ScimError(404, `A bulk operation is for /Users, not for ${quoted(path)}.`);
  if (method === 'POST') {
    if (id !== undefined)
      throw badRequest('invalidValue', `POST creates at /${endpoint}, not at ${quoted(path)}.`);
    return acts.create(visit, data);
  }
  if (id === undefined || id === '')
    throw badRequest('invalidValue', `${method} needs the id of a resource in its path.`);
  return acts[method](visit, id, data);
}
