import type { FastifyReply, FastifyRequest } from 'fastify';
import { wire } from '../../saml/canonical-writer.ts';
import { statusCode } from '../../saml/names.ts';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { newRequestId, newResponseIds } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import { issuerOf } from '../response/claims.ts';
import { buildFailure } from '../response/response.ts';
import type { Attempt } from '../sign-in-outcome/watch.ts';
import type { AcceptedRequest } from './authn-request.ts';
import { postResponse } from './post-response.tsx';

/**
 * Answers IsPassive when the user would have to be asked (SAML Core 3.4.1), and files it with the sign-in. That Entra answers so, with
 * Responder, NoPassive and 50058, is assumed (entra-saml.md 2.6).
 */
export function answerNoPassive(
  context: Pick<IdpContext, 'clock'>,
  request: FastifyRequest,
  reply: FastifyReply,
  attempt: Attempt,
  accepted: AcceptedRequest,
): FastifyReply {
  const handOff = noPassive(context, accepted, correlationIdOf(request));
  attempt.handOff = handOff;
  attempt.error = aadsts(50058, {});
  return postResponse(reply, handOff, accepted.application);
}

function noPassive(
  { clock }: Pick<IdpContext, 'clock'>,
  { application, token }: AcceptedRequest,
  correlationId: string,
): PostedResponse {
  const response = buildFailure(
    {
      id: newResponseIds().response,
      issueInstant: clock(),
      issuer: issuerOf(application.tenantId),
      destination: undefined,
      inResponseTo: token.inResponseTo,
    },
    {
      code: statusCode.responder,
      subcode: statusCode.noPassive,
      message: aadsts(50058, {}).message,
      traceId: newRequestId(),
      correlationId,
    },
  );
  return {
    action: token.assertionConsumerServiceURL,
    fields: {
      SAMLResponse: Buffer.from(wire(response), 'utf8').toString('base64'),
      RelayState: token.relayState,
    },
  };
}
