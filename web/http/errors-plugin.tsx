/**
 * The one place that answers errors: a page for people, a problem document (RFC 9457) for programs that ask for JSON.
 * The site may describe an error itself; otherwise the defaults of `error-answer.ts` apply.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LinkButton } from '../components/controls.tsx';
import { Page } from '../components/page.tsx';
import { Card, Facts } from '../components/surfaces.tsx';
import { prefersJson } from './accept.ts';
import { defaultAnswer, type ErrorAnswer, type KnownError } from './error-answer.ts';
import type { Site } from './site.ts';

export interface ErrorOptions {
  site: Site;
  siteName: string;
  /** The site's answer to an error; `undefined` leaves it to the defaults. An unknown address has the code `not_found`. */
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
    const error = isBrokenMultipart(thrown)
      ? { statusCode: 400, code: 'multipart_broken' }
      : thrown;
    const described = (await describeError?.(error, request)) ?? defaultAnswer(known(error));
    const { status, code, title, detail } = described;
    if (status >= 500)
      request.log.error({ err: thrown, status, code }, `${title} (request id ${request.id})`);
    else request.log.info({ status, code, detail }, `${title}: ${detail}`);
    return sendAnswer(described, request, reply);
  }

  function sendAnswer(described: ErrorAnswer, request: FastifyRequest, reply: FastifyReply) {
    const { status, title, detail, whatToDo, code, type = 'about:blank', problem } = described;
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
    return reply.page(described.page ?? <ErrorPage {...plain} />, status);
  }

  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) =>
    answer({ statusCode: 404, code: 'not_found' }, request, reply),
  );
}

function known(error: unknown): KnownError {
  return typeof error === 'object' && error !== null ? error : {};
}

/**
 * Whether the multipart parser refused a malformed body (RFC 7578, RFC 2046 5.1): no boundary, or a premature end. @fastify/busboy throws
 * plain errors for these, with neither status nor code.
 */
function isBrokenMultipart(error: unknown): boolean {
  return (
    error instanceof Error &&
    !('statusCode' in error) &&
    !('code' in error) &&
    /^(?:Multipart: Boundary not found|(?:Part terminated early due to u|File terminated early due to u|U)nexpected end of multipart data)$/.test(
      error.message,
    )
  );
}

interface ErrorPageProps extends Pick<ErrorOptions, 'site' | 'siteName'> {
  title: string;
  detail: string;
  whatToDo: string | undefined;
  /** The id under which the log lists this request. */
  requestId: string;
}

/** The default error page: what is wrong, what to do, and a request id. Never a stack trace. */
function ErrorPage({ site, siteName, title, detail, whatToDo, requestId }: ErrorPageProps) {
  return (
    <Page title={title} site={site} siteName={siteName} scripts={['copy']} centered>
      <Card>
        <h1>{title}</h1>
        <p>{detail}</p>
        {whatToDo !== undefined && <p>{whatToDo}</p>}
        <Facts items={[{ term: 'Request id', value: requestId, copy: true }]} />
        <LinkButton href="/">Go to the start page</LinkButton>
      </Card>
    </Page>
  );
}
