import type { FastifyReply } from 'fastify';
import { wire } from '../../saml/canonical-writer.ts';
import { statusCode } from '../../saml/names.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { newRequestId, newResponseIds } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import { issuerOf } from '../response/claims.ts';
import { buildFailure } from '../response/response.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import type { AcceptedRequest } from './authn-request.ts';
import { postResponse } from './post-response.tsx';

/**
 * Answers a request with IsPassive when the user would have to do something (SAML Core 3.4.1). It is assumed that Entra answers this
 * way, with Responder, NoPassive and 50058 (entra-saml.md 2.6).
 */
export function answerNoPassive(
  { context, request, reply, trail }: SignInVisit,
  accepted: AcceptedRequest,
): FastifyReply {
  const response = noPassive(context.clock(), accepted, correlationIdOf(request));
  trail.posted(response);
  trail.refused(aadsts(50058, {}));
  return postResponse(reply, response, accepted.application);
}

function noPassive(
  issueInstant: Date,
  { application, token }: AcceptedRequest,
  correlationId: string,
): PostedResponse {
  const response = buildFailure(
    {
      id: newResponseIds().response,
      issueInstant,
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
