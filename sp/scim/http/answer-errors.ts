import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { scimMediaType } from '../../../scim/media-type.ts';
import { StoreError } from '../../../store/errors.ts';
import { UnreadableAddress } from '../../../web/http/readable-address.ts';
import { MAX_BODY } from '../limits.ts';
import { ScimError } from '../scim-error.ts';

/** Everything that goes wrong is answered as a SCIM Error, also what Fastify refuses by itself (scim.md d.5). */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(reply, describeError(error, request)));
  app.setNotFoundHandler((request, reply) =>
    sendError(reply, new ScimError(404, `There is no ${pathOf(request)} here.`)),
  );
}

const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0]?.slice(0, 200);

export function sendError(reply: FastifyReply, error: ScimError): FastifyReply {
  return reply
    .code(error.status)
    .headers(error.headers)
    .type(`${scimMediaType}; charset=utf-8`)
    .send(JSON.stringify(error.body));
}

/** The answer to any error. A fault of this program is logged; the answer says no more than the id of the request. */
export function describeError(error: unknown, request: FastifyRequest): ScimError {
  if (error instanceof ScimError) return error;
  if (error instanceof UnreadableAddress)
    return new ScimError(error.statusCode, error.message, 'invalidSyntax');
  const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ScimError(413, `A request has at most ${MAX_BODY} bytes.`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new ScimError(415, `Send the body as ${scimMediaType} or application/json.`);
  if (statusCode >= 400 && statusCode < 500)
    return new ScimError(statusCode, 'The request cannot be read.', 'invalidSyntax');
  request.log.error({ err: error }, `A SCIM request failed (request id ${request.id})`);
  if (error instanceof StoreError)
    return new ScimError(
      503,
      'The database cannot be used now. The log of samlab says more.',
      undefined,
      { 'retry-after': '5' },
    );
  return new ScimError(500, `Something went wrong here. The log has it as request ${request.id}.`);
}
