import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from './context.ts';
import { SignInTrail } from './sign-in-outcome/trail.ts';

/** One request of a browser, and its reply. */
export interface Exchange {
  readonly context: IdpContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One request to a page of the sign-in, or to single sign-on. */
export interface SignInVisit extends Exchange {
  /** What becomes known about the sign-in, for the sign-in log. */
  readonly trail: SignInTrail;
  /** A parameter of the path. */
  param(name: string): string;
}

export type SignInHandler = (visit: SignInVisit) => FastifyReply | Promise<FastifyReply>;

/** Turns the handler of a visit into the handler of a route. */
export type ServeVisit = (
  handler: SignInHandler,
) => (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

/** The one place where visits are made. */
export function serveVisits(context: IdpContext): ServeVisit {
  return (handler) => (request, reply) =>
    handler({
      context,
      request,
      reply,
      trail: new SignInTrail(),
      param: (name) => String((request.params as Record<string, unknown>)[name] ?? ''),
    });
}
