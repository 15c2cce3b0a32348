/**
 * The one place that answers for errors: a page for people, a problem document (RFC 9457) for programs that ask for JSON.
 * The site's own words come first, then the defaults of `error-answer.ts`.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ErrorPage } from '../components/error-page.tsx';
import { prefersJson } from './accept.ts';
import { brokenMultipart, isBrokenMultipart } from './broken-multipart.ts';
import { defaultAnswer, type ErrorAnswer, type KnownError } from './error-answer.ts';
import type { Site } from './site.ts';

export interface ErrorOptions {
  site: Site;
  siteName: string;
  /** The site's words for an error it knows; `undefined` leaves it to the defaults. Not found comes with code `not_found`. */
  describeError?:
    | ((
        error: unknown,
        request: FastifyRequest,
      ) => ErrorAnswer | undefined | Promise<ErrorAnswer | undefined>)
    | undefined;
}

/** Sets the error handler and the not-found handler of `app`. Needs `reply.page` of the web plugin. */
export function answerErrors(
  app: FastifyInstance,
  { site, siteName, describeError }: ErrorOptions,
): void {
  async function answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
    const error = isBrokenMultipart(thrown) ? brokenMultipart : thrown;
    const said = (await describeError?.(error, request)) ?? defaultAnswer(known(error));
    if (said.status >= 500) request.log.error({ err: thrown }, said.title);
    else request.log.info({ err: thrown, status: said.status, code: said.code }, said.title);
    return sendAnswer(said, request, reply);
  }

  function sendAnswer(said: ErrorAnswer, request: FastifyRequest, reply: FastifyReply) {
    const { status, title, detail, whatToDo, code, type = 'about:blank', problem, page } = said;
    if (prefersJson(request.headers.accept)) {
      return reply
        .code(status)
        .header('cache-control', 'no-store')
        .type('application/problem+json')
        .send(
          JSON.stringify({
            type,
            title,
            status,
            detail,
            whatToDo,
            code,
            requestId: request.id,
            ...problem,
          }),
        );
    }
    const plain = { site, siteName, title, detail, whatToDo, requestId: request.id };
    return reply.page(page ?? <ErrorPage {...plain} />, status);
  }

  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) =>
    answer({ statusCode: 404, code: 'not_found' }, request, reply),
  );
}

function known(error: unknown): KnownError {
  return typeof error === 'object' && error !== null ? error : {};
}
