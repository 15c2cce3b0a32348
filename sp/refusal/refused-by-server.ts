import type { FastifyRequest } from 'fastify';
import type { CheckInfo, Procedure } from '../checking/check.ts';
import { CheckRun } from '../checking/check-run.ts';
import { named } from '../checking/coded-check.ts';
import { readingChecks } from '../checking/reading-checks.ts';

/** A route that receives SAML messages. */
export interface MessageRoute {
  readonly procedure: Procedure;
  /** The check that fails when the message is not sent the way its binding prescribes. */
  readonly binding: CheckInfo;
}

/**
 * Error handler of a route that receives messages. Fastify refuses a body that is too large or of an unknown media type before the route's own
 * code runs; this turns that into a refusal by one of the route's checks. The site's error handler answers it, and every other error.
 *
 * @throws {SpError} `size`, or the check of the binding
 * @throws any other error as it came
 */
export const refusedByServer =
  ({ procedure, binding }: MessageRoute) =>
  (error: unknown, request: FastifyRequest): never => {
    const code = (error as { code?: unknown } | null)?.code;
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return new CheckRun(procedure).refuse(named(readingChecks, 'size'), {
        expected: 'a form of at most 1 MiB',
        found: `${request.headers['content-length'] ?? 'more'} bytes`,
        status: 413,
      });
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
      return new CheckRun(procedure).refuse(binding, {
        expected: 'application/x-www-form-urlencoded with one message',
        found: request.headers['content-type'] ?? 'no content type',
        status: 415,
      });
    throw error;
  };
