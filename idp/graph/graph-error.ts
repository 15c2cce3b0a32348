import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import { StoreError } from '../../store/errors.ts';
import { UnreadableAddress } from '../../web/http/readable-address.ts';
import { TooManyRequests } from '../provisioning/on-demand/too-many-requests.ts';

/** A refusal of Microsoft Graph: status, code and one sentence (concepts/errors.md). */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  /** In seconds, of a 429. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** The body of a refusal. */
export interface ErrorEnvelope {
  error: {
    code: string;
    message: string;
    /** One for each broken rule. */
    details?: { code: string; message: string; target: string }[];
    innerError: { date: string; 'request-id': string; 'client-request-id': string };
  };
}

/** Status and envelope of an error; an error that is not ours is a 500 that says nothing. */
export function describeGraphError(
  thrown: unknown,
  request: FastifyRequest,
  now: Date,
): { status: number; retryAfter: number | undefined; envelope: ErrorEnvelope } {
  const { status, code, message, retryAfter } = graphErrorOf(thrown);
  const details = thrown instanceof InvalidInput ? thrown.faults : [];
  return {
    status,
    retryAfter,
    envelope: {
      error: {
        code,
        message,
        ...(details.length > 0 && {
          details: details.map((one) => ({
            code: one.code,
            message: one.message,
            target: one.property,
          })),
        }),
        innerError: {
          date: now.toISOString().slice(0, 19),
          'request-id': request.id,
          'client-request-id': clientRequestIdOf(request),
        },
      },
    },
  };
}

/** The id that the client gave, else ours, as Graph answers it. */
export function clientRequestIdOf(request: FastifyRequest): string {
  const { 'client-request-id': given } = request.headers;
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : request.id;
}

const refused: Readonly<Record<string, GraphError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new GraphError(
    415,
    'UnsupportedMediaType',
    'The request body must be JSON: send Content-Type: application/json.',
  ),
  FST_ERR_CTP_BODY_TOO_LARGE: new GraphError(
    413,
    'RequestEntityTooLarge',
    'The request body is too large.',
  ),
  not_found: new GraphError(404, 'ResourceNotFound', 'Resource not found.'),
  foreign_origin: new GraphError(
    403,
    'Forbidden',
    'Pages of other origins cannot call this Microsoft Graph.',
  ),
};

function graphErrorOf(thrown: unknown): GraphError {
  if (thrown instanceof GraphError) return thrown;
  if (thrown instanceof InvalidInput) return new GraphError(400, codeOf(thrown), thrown.message);
  if (thrown instanceof NotFound)
    return new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${thrown.id.slice(0, 80)}' does not exist or one of its queried reference-property objects are not present.`,
    );
  if (thrown instanceof TooManyRequests)
    return new GraphError(429, 'TooManyRequests', thrown.message, thrown.retryAfter);
  if (thrown instanceof UnreadableAddress)
    return new GraphError(thrown.statusCode, 'BadRequest', thrown.message);
  if (thrown instanceof StoreError)
    return new GraphError(
      503,
      'ServiceNotAvailable',
      'The database cannot be used now. The log of samlab says more.',
      RETRY_SECONDS,
    );
  return refused[codeIn(thrown)] ?? unexpected(thrown);
}

/** Assumed: a database that is busy or away is often back soon. */
const RETRY_SECONDS = 5;

const codeIn = (thrown: unknown) => (thrown as { code?: string } | null)?.code ?? '';

/** What Fastify refuses before a route sees it has its own status, such as 400 for a wrong Content-Length. */
function unexpected(thrown: unknown): GraphError {
  const { statusCode = 500 } = (thrown ?? {}) as { statusCode?: number };
  return statusCode >= 400 && statusCode < 500
    ? new GraphError(statusCode, 'BadRequest', 'The request cannot be read.')
    : new GraphError(500, 'InternalServerError', 'This is a bug in samlab. Its log says more.');
}

/** Graph names a missing parameter; other broken rules are a bad request. */
const codeOf = ({ faults: [first] }: InvalidInput): string =>
  first?.code === 'required' ? 'RequestMissingRequiredParameter' : 'BadRequest';
