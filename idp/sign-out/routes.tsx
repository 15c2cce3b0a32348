import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import type { AnswerLogout } from '../single-sign-on/saml2-route.ts';
import { answerLogoutRequest } from './answer-logout-request.ts';
import { answerLogoutResponse } from './answer-logout-response.tsx';
import { pickAccount } from './pick-account.ts';
import { answersOf, endOfSignOut, showSignOut, signOutLeads } from './show-sign-out.tsx';
import { startHere } from './start-here.ts';

/** Answers a message of single sign-out at `/{tenant}/saml2`. */
export const answerLogout: AnswerLogout = (visit, arrived) =>
  arrived.parameter === 'SAMLRequest'
    ? answerLogoutRequest(visit, arrived)
    : answerLogoutResponse(visit, arrived);

/** A page of one sign-out, in the order in which a browser comes to them. */
export async function signOut(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  const get = (
    url: string,
    handler: (exchange: {
      context: IdpContext;
      request: FastifyRequest;
      reply: FastifyReply;
    }) => Promise<FastifyReply>,
  ) =>
    app.get(url, { exposeHeadRoute: false }, (request, reply) =>
      handler({ context, request, reply }),
    );
  for (const url of ['/:tenant/oauth2/logout', '/:tenant/oauth2/v2.0/logout']) get(url, startHere);
  get('/:tenant/sign-out', showSignOut);
  app.post('/:tenant/sign-out', (request, reply) => pickAccount({ context, request, reply }));
  get('/:tenant/sign-out/answers', answersOf);
  get('/:tenant/sign-out/end', endOfSignOut);
  get('/:tenant/sign-out/return', signOutLeads);
}
