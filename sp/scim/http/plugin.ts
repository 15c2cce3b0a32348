import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { scimMediaType } from '../../../scim/media-type.ts';
import { tellExchanges } from '../../refused-sign-ins/tell-exchanges.ts';
import type { Answer } from '../answer.ts';
import { makeBulk } from '../bulk/bulk.ts';
import { readBulk } from '../bulk/bulk-request.ts';
import {
  getResourceType,
  getSchema,
  getServiceProviderConfig,
  listResourceTypes,
  listSchemas,
} from '../discovery/answer-discovery.ts';
import { answerWithFault, longerThanEntraWaits } from '../faults/answer-with-fault.ts';
import { withFault } from '../faults/not-found-on-no-match.ts';
import {
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  patchGroup,
  replaceGroup,
} from '../groups/groups.ts';
import { countOperations } from '../operations/count-operations.ts';
import { keepOperation } from '../operations/received-operations.ts';
import { groupType } from '../schema/group.ts';
import { userType } from '../schema/user.ts';
import { ScimError } from '../scim-error.ts';
import { bearerToken, findTokenHolder, type TokenHolder } from '../tokens/find-company.ts';
import { getUser, listUsers } from '../users/read-users.ts';
import { createUser, deleteUser, patchUser, replaceUser } from '../users/write-user.ts';
import type { Value } from '../values.ts';
import type { Visit } from '../visit.ts';
import { answerErrors, describeError, sendError } from './answer-errors.ts';
import { SCIM_PATH, type ScimOptions } from './options.ts';
import { readBodies, receivedBody } from './read-body.ts';
import { readListQuery, readProjectionQuery } from './read-query.ts';

/** Answers a request of a company; `id` is the last part of the address, if it has one. */
type Handler = (visit: Visit, request: FastifyRequest, id: string) => Answer | Promise<Answer>;

type Handlers = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>;

const everyMethod: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const body = (request: FastifyRequest) => request.body as Value | undefined;

const routes: Record<string, Handlers> = {
  '/Users': {
    GET: async (visit, request) => {
      const query = readListQuery(request, userType);
      return withFault(visit, query, await listUsers(visit, query));
    },
    POST: (visit, request) => createUser(visit, body(request)),
  },
  '/Users/:id': {
    GET: (visit, request, id) => getUser(visit, id, readProjectionQuery(request, userType)),
    PUT: (visit, request, id) => replaceUser(visit, id, body(request)),
    PATCH: (visit, request, id) => patchUser(visit, id, body(request)),
    DELETE: (visit, _, id) => deleteUser(visit, id),
  },
  '/Groups': {
    GET: withGroups((visit, request) => listGroups(visit, readListQuery(request, groupType))),
    POST: withGroups((visit, request) => createGroup(visit, body(request))),
  },
  '/Groups/:id': {
    GET: withGroups((visit, request, id) =>
      getGroup(visit, id, readProjectionQuery(request, groupType)),
    ),
    PUT: withGroups((visit, request, id) => replaceGroup(visit, id, body(request))),
    PATCH: withGroups((visit, request, id) => patchGroup(visit, id, body(request))),
    DELETE: withGroups((visit, _, id) => deleteGroup(visit, id)),
  },
  '/ServiceProviderConfig': { GET: getServiceProviderConfig },
  '/ResourceTypes': { GET: listResourceTypes },
  '/ResourceTypes/:id': { GET: (visit, _, id) => getResourceType(visit, id) },
  '/Schemas': { GET: listSchemas },
  '/Schemas/:id': { GET: (visit, _, id) => getSchema(visit, id) },
};

/** Peakon has no groups; a company that is provisioned as a generic SCIM application has (scim.md g.4). */
function withGroups(handler: Handler): Handler {
  return (visit, request, id) => {
    if (!visit.groups)
      throw new ScimError(
        404,
        'Peakon has no groups. Switch on Groups under Integrations, Employee Provisioning to be provisioned as a generic SCIM application.',
      );
    return handler(visit, request, id);
  };
}

/** Everything under `/scim/v2`: who asks, how much they may, what they get (RFC 7644 3). */
export async function scim(app: FastifyInstance, options: ScimOptions): Promise<void> {
  const { db, slowness = longerThanEntraWaits } = options;
  readBodies(app);
  answerErrors(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const holder = await findTokenHolder(db, request.headers.authorization);
    if (!holder) throw unauthorized(request);
    visits.set(request, visitOf(holder, options, request));
    if (await answerWithFault(holder.faults, request, reply, slowness)) return reply;
    // A bulk request is counted when it is known how many operations it has.
    if (request.routeOptions.url !== `${app.prefix}/Bulk`)
      await countOperations(db, holder.companyId, options.clock(), 1);
    return undefined;
  });
  keepReceived(app, options);

  for (const [url, handlers] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(handlers))
      app.route<{ Params: { id?: string } }>({
        method,
        url,
        handler: async (request, reply) =>
          send(reply, await handler(visitIn(request), request, idIn(request.params.id))),
      });
    refuseOthers(app, url, Object.keys(handlers));
  }
  app.post('/Bulk', async (request, reply) => {
    const visit = visitIn(request);
    const bulk = readBulk(body(request));
    const count = Math.max(1, bulk.operations.length);
    await countOperations(db, visit.companyId, visit.now, count);
    return send(reply, await makeBulk(visit, bulk, (error) => describeError(error, request)));
  });
  refuseOthers(app, '/Bulk', ['POST']);
  app.all('/Me', async () => {
    throw new ScimError(501, 'A token is not a user here: there is no /Me (RFC 7644 3.11).');
  });
}

/** An id of another form would only trouble the database: PostgreSQL refuses a NUL. */
const idIn = (id = ''): string => (/^[\w:.-]{0,300}$/.test(id) ? id : '-');

const visits = new WeakMap<FastifyRequest, Visit>();

function visitIn(request: FastifyRequest): Visit {
  const visit = visits.get(request);
  if (!visit) throw new TypeError('A request without a company must not reach its handler.');
  return visit;
}

function visitOf(
  { companyId, groups, faults }: TokenHolder,
  { db, clock, publicUrl, exchanges }: ScimOptions,
  request: FastifyRequest,
): Visit {
  return {
    ...{ db, companyId, groups, faults },
    now: clock(),
    base: `${publicUrl()}${SCIM_PATH}`,
    // The employee is provisioned, whether or not the exchanges can be told.
    onProvisioned: (person) =>
      tellExchanges({ db, clock, exchanges }, person).catch((error) =>
        request.log.warn({ err: error }, 'A refused sign-in was not told of its employee.'),
      ),
  };
}

/** RFC 6750 3: a request without a token gets the scheme only. */
function unauthorized({ headers: { authorization } }: FastifyRequest): ScimError {
  const none = bearerToken(authorization) === undefined;
  return new ScimError(
    401,
    none
      ? 'Send the token of Employee Provisioning: Authorization: Bearer, and the token.'
      : 'This token is not valid: it was rotated or revoked, or provisioning is disabled.',
    undefined,
    { 'www-authenticate': none ? 'Bearer' : 'Bearer error="invalid_token"' },
  );
}

/** 405 with the methods that there are (RFC 9110 15.5.6). */
function refuseOthers(app: FastifyInstance, url: string, methods: readonly string[]): void {
  const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  app.route({
    method: everyMethod.filter((method) => !methods.includes(String(method))),
    url,
    handler: (request, reply) =>
      sendError(
        reply,
        new ScimError(405, `${request.method} is not possible here.`, undefined, {
          allow: allow.join(', '),
        }),
      ),
  });
}

function send(reply: FastifyReply, { status, body, location }: Answer): FastifyReply {
  reply.code(status);
  if (location !== undefined) reply.header('location', location);
  if (body === undefined) return reply.send();
  return reply.type(`${scimMediaType}; charset=utf-8`).send(JSON.stringify(body));
}

/** Keeps what a company sent and got, before the answer leaves: who asks the list next finds it there. */
function keepReceived(app: FastifyInstance, { db, clock }: ScimOptions): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const visit = visits.get(request);
    if (!visit) return;
    await keepOperation(db, {
      companyId: visit.companyId,
      at: clock(),
      method: request.method,
      path: request.url.slice(app.prefix.length),
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
      request: receivedBody(request),
      answer: typeof payload === 'string' ? payload : undefined,
      token: bearerToken(request.headers.authorization) ?? '',
    }).catch((error) => request.log.warn({ err: error }, 'A SCIM operation was not listed.'));
  });
}
