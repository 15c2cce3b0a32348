import type { FastifyReply } from 'fastify';
import { wire } from '../../saml/canonical-writer.ts';
import { statusCode } from '../../saml/names.ts';
import { idsOf } from '../../store/ids.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { newResponseId, newTraceId } from '../entra-ids.ts';
import { aadsts, type IdpError } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import { issuerOf } from '../response/identity-provider.ts';
import { buildFailure } from '../response/response.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import type { AcceptedRequest } from './authn-request.ts';
import { unsupported } from './checks/scoping.ts';
import { postResponse } from './post-response.tsx';

/**
 * Answers a request with IsPassive when the user would have to do something (SAML Core 3.4.1). It is assumed that Entra answers this
 * way, with Responder and NoPassive (entra-saml.md 2.6).
 *
 * @param error why a page would be needed
 */
export const answerNoPassive = (
  visit: SignInVisit,
  accepted: AcceptedRequest,
  error: IdpError = aadsts(50058, {}),
): FastifyReply => {
  visit.trail.checking('no-page');
  return refuseByResponse(visit, accepted, error, [statusCode.responder, statusCode.noPassive]);
};

/** Answers a request that sets a property which Entra does not support: Requester and RequestUnsupported (entra-saml.md 2.6). */
export function answerUnsupported(
  visit: SignInVisit,
  accepted: AcceptedRequest,
  property: string,
): FastifyReply {
  return refuseByResponse(visit, accepted, unsupported(property), [
    statusCode.requester,
    statusCode.requestUnsupported,
  ]);
}

/** The few refusals that the service provider learns; all others end on a page. */
function refuseByResponse(
  { context, request, reply, trail }: SignInVisit,
  accepted: AcceptedRequest,
  error: IdpError,
  [code, subcode]: readonly [string, string],
): FastifyReply {
  const { application, token } = accepted;
  const ids = idsOf(context.db);
  const failure = buildFailure(
    {
      id: newResponseId(ids),
      issueInstant: context.clock(),
      issuer: issuerOf(application.tenantId),
      destination: undefined,
      inResponseTo: token.inResponseTo,
    },
    {
      code,
      subcode,
      message: error.message,
      traceId: newTraceId(ids),
      correlationId: correlationIdOf(request),
    },
  );
  const response: PostedResponse = {
    action: token.assertionConsumerServiceURL,
    fields: {
      SAMLResponse: Buffer.from(wire(failure), 'utf8').toString('base64'),
      RelayState: token.relayState,
    },
  };
  trail.posted(response);
  trail.refused(error);
  return postResponse(reply, response, application, context.lab);
}
