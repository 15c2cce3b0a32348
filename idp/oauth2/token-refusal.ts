import type { FastifyReply, FastifyRequest } from 'fastify';
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

/**
 * Answers a refusal as Entra's token endpoint does (reference-error-codes.md, "Handling error codes in your application").
 *
 * @throws {unknown} any other error, for the site to answer
 */
export function refuseToken(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  now: Date,
): FastifyReply {
  const refusal = refusalOf(error);
  const { code, message, status } = refusal;
  request.log.info({ code, advice: refusal.advice }, message);
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const { 'client-request-id': given } = request.headers;
  const correlationId =
    typeof given === 'string' && guid.test(given) ? given : correlationIdOf(request);
  return reply
    .code(status)
    .header('cache-control', 'no-store, no-cache')
    .header('pragma', 'no-cache')
    .send({
      error: oauthErrors[code] ?? 'invalid_request',
      error_description: `${message} Trace ID: ${request.id} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: request.id,
      correlation_id: correlationId,
      error_uri: `https://${clouds.global.login}/error?code=${code}`,
    });
}

/** A body that is no form has no parameter; anything else that is not ours is thrown on. */
function refusalOf(error: unknown): IdpError {
  if (error instanceof IdpError) return error;
  const { code } = error as { code?: string };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return aadsts(900144, { parameter: 'grant_type' });
  throw error;
}
