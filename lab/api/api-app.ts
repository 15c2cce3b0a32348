import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireToken } from './access.ts';
import type { ApiOptions } from './api-lab.ts';
import { ArmedList } from './armed-list.ts';
import { checkCall } from './check-call.ts';
import { openApiDocument } from './openapi.ts';
import type { Call, Operation, Rule } from './operation.ts';
import { operations } from './operations/index.ts';
import { ApiProblem, type Places, problemOf, Refusals } from './problem.ts';
import { Waiting } from './waiting.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an error of this operation is about. */
    places?: Places | undefined;
  }
}

/** In bytes. The identity provider takes metadata of 256 KiB. */
const MAX_BODY = 1024 * 1024;

/** Where everything is. */
export const API = '/api/v1';

/** Register with the prefix `API`. */
export async function apiRoutes(app: FastifyInstance, options: ApiOptions): Promise<void> {
  readJson(app);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler(() => {
    throw new ApiProblem('not_found', `GET ${API} says what there is.`);
  });
  const document = openApiDocument({ operations, needsToken: options.apiToken !== undefined });
  // It says nothing of this lab, so it needs no token.
  app.get('/openapi.json', { config: { ownSiteReads: true } }, () => document);
  await app.register(async (guarded) => {
    if (options.apiToken !== undefined) requireToken(guarded, options.apiToken);
    const parts = { options, armed: new ArmedList(), waiting: new Waiting() };
    for (const one of operations) serve(guarded, one, parts);
    refuseOtherMethods(guarded);
  });
}

/** Only JSON is read: a page of another site cannot send it without asking first (Fetch 4.8), which nobody answers. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_BODY },
    async (_request: FastifyRequest, body: string): Promise<unknown> => {
      try {
        return body === '' ? undefined : (JSON.parse(body) as unknown);
      } catch (error) {
        throw new ApiProblem('invalid_json', `The body is not JSON: ${(error as Error).message}.`);
      }
    },
  );
}

const urlOf = ({ path }: Operation) => path.replaceAll(/\{(\w+)\}/g, ':$1') || '/';

function serve(
  app: FastifyInstance,
  one: Operation,
  { options, armed, waiting }: { options: ApiOptions; armed: ArmedList; waiting: Waiting },
): void {
  const { method, places } = one;
  const { start, exchanges, closing, exposed = false } = options;
  app.route({
    method,
    url: urlOf(one),
    config: { ownSiteReads: true, places },
    async handler(request, reply) {
      const lab = options.running();
      if (!lab) throw new ApiProblem('starting', 'Try again in a moment.');
      const { faults, ...checked } = checkCall(one, request);
      const params = request.params as Record<string, string>;
      const signal = AbortSignal.any([closing, whenGone(reply)]);
      const call = { ...checked, lab, start, exchanges, armed, waiting, params, exposed, signal };
      const refusedWith = async (error: unknown) =>
        new Refusals([error, ...(await broken(one.rules?.(call as Call<object, object>) ?? []))]);
      if (faults.length > 0)
        throw await refusedWith(new ApiProblem('invalid_request', undefined, faults));
      const { result, location } = await one.run(call).catch(async (error: unknown) => {
        throw problemOf(error, places) && one.rules ? await refusedWith(error) : error;
      });
      reply.code(one.answer.status).header('cache-control', 'no-store');
      if (location !== undefined) reply.header('location', API + location);
      return reply.send(result);
    },
  });
}

/** What breaking rules throws, one after the other. */
async function broken(rules: readonly Rule[]): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const rule of rules)
    try {
      await rule();
    } catch (error) {
      errors.push(error);
    }
  return errors;
}

function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function refuseOtherMethods(app: FastifyInstance): void {
  for (const [url, same] of Map.groupBy(operations, urlOf)) {
    const allowed = same.map(({ method }) => method);
    app.route({
      method: methods.filter((method) => !allowed.some((one) => one === method)),
      url,
      config: { ownSiteReads: true },
      handler({ method }, reply) {
        reply.header('allow', allowed.join(', '));
        const detail = `${method} is none of the methods of this address: ${allowed.join(', ')}.`;
        throw new ApiProblem('method_not_allowed', detail);
      },
    });
  }
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem =
    problemOf(error, request.routeOptions.config.places) ??
    problemOf(new ApiProblem('internal_error', 'This is a bug in samlab. The log says more.'));
  const status = problem?.status ?? 500;
  const line = `${request.method} ${request.url.split('?', 1)[0]}: ${problem?.detail}`;
  if (status >= 500) request.log.error({ err: error, status }, line);
  else request.log.info({ status, code: problem?.code }, line);
  if (status === 503) reply.header('retry-after', '1');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, requestId: request.id }));
}
