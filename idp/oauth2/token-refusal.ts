import type { FastifyReply, FastifyRequest } from 'fastify';
import { StoreError } from '../../store/errors.ts';
import { UnreadableAddress } from '../../web/http/readable-address.ts';
import type { AadstsCode } from '../aadsts/catalogue.ts';
import { clouds } from '../cloud/clouds.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { aadsts, IdpError } from '../errors.ts';

/** The OAuth error (RFC 6749 5.2) of each code; others are `invalid_request`. */
const oauthErrors: Partial<Record<AadstsCode, string>> = {
  70003: 'unsupported_grant_type',
  500011: 'invalid_resource',
  700016: 'unauthorized_client',
  1002012: 'invalid_scope',
  7000112: 'unauthorized_client',
  7000215: 'invalid_client',
  7000216: 'invalid_client',
  7000222: 'invalid_client',
};

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What an OAuth client is told: always JSON, as a client cannot read a page (RFC 6749 5.2). */
interface TokenRefusal {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  /** Absent when Entra has no number for it. */
  readonly code?: AadstsCode;
  readonly advice?: string;
}

/** Answers a refusal as Entra's token endpoint does (reference-error-codes.md, "Handling error codes in your application"). */
export function refuseToken(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  now: Date,
): FastifyReply {
  const { status, error, message, code, advice } = refusalOf(thrown);
  if (status >= 500) request.log.error({ err: thrown, status }, message);
  else request.log.info({ code, advice }, message);
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const { 'client-request-id': given } = request.headers;
  const correlationId =
    typeof given === 'string' && guid.test(given) ? given : correlationIdOf(request);
  return reply
    .code(status)
    .header('cache-control', 'no-store, no-cache')
    .header('pragma', 'no-cache')
    .send({
      error,
      error_description: `${message} Trace ID: ${request.id} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      ...(code !== undefined && { error_codes: [code] }),
      timestamp,
      trace_id: request.id,
      correlation_id: correlationId,
      ...(code !== undefined && {
        error_uri: `https://${clouds.global.login}/error?code=${code}`,
      }),
    });
}

function refusalOf(thrown: unknown): TokenRefusal {
  if (thrown instanceof IdpError) return ofEntra(thrown);
  const { code, statusCode = 500 } = (thrown ?? {}) as { code?: string; statusCode?: number };
  // A body that is no form has no parameter.
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return ofEntra(aadsts(900144, { parameter: 'grant_type' }));
  if (thrown instanceof StoreError)
    return {
      status: 503,
      error: 'temporarily_unavailable',
      message: 'The database cannot be used now. The log of samlab says more.',
    };
  if (statusCode < 400 || statusCode >= 500)
    return {
      status: 500,
      error: 'server_error',
      message: 'This is a bug in samlab. Its log says more.',
    };
  return { status: statusCode, error: 'invalid_request', message: unreadable(thrown, code) };
}

/** Why a request was refused before its parameters were read. */
function unreadable(thrown: unknown, code: string | undefined): string {
  if (thrown instanceof UnreadableAddress) return thrown.message;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'The request body is too large.';
  if (code === 'foreign_origin') return 'Pages of other origins cannot ask for a token here.';
  return 'The request cannot be read.';
}

const ofEntra = ({ code, message, status, advice }: IdpError): TokenRefusal => ({
  ...{ status, message, code, advice },
  error: oauthErrors[code] ?? 'invalid_request',
});
