import type { KnownError } from './error-answer.ts';

/** What a form is that cannot be taken apart: the sender's fault. */
export const brokenMultipart: KnownError = { statusCode: 400, code: 'multipart_broken' };

/**
 * Whether an error is the multipart parser's complaint about a body that is not sound (RFC 7578, RFC 2046 5.1): no boundary, or an end in
 * the middle. @fastify/busboy throws plain errors for these, with neither status nor code.
 */
export function isBrokenMultipart(error: unknown): boolean {
  return (
    error instanceof Error &&
    !('statusCode' in error) &&
    !('code' in error) &&
    /^(?:Multipart: Boundary not found|(?:Part terminated early due to u|File terminated early due to u|U)nexpected end of multipart data)$/.test(
      error.message,
    )
  );
}
