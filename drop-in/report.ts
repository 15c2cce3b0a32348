import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Exchange, type ExchangeMessage, MAX_TEXT } from '../exchanges/exchange.ts';
import { idKey, messageKey } from '../exchanges/keys.ts';
import { answerOf, withoutValues } from '../web/http/sent-answer.ts';
import type { DropInContext } from './context.ts';
import { originOf } from './paths.ts';
import { type ReceivedMessage, rawQuery } from './received.ts';

/** One request to this site, and what came of it. */
export interface Step {
  readonly kind: Exchange['kind'];
  /** Of all steps of one exchange. */
  readonly exchange: string;
  readonly outcome: Exchange['outcome'];
  /** A sentence: what this side did. */
  readonly what: string;
  readonly did: 'done' | 'refused' | 'asked';
  readonly user?: string | undefined;
  readonly received?: ReceivedMessage | undefined;
  readonly inResponseTo?: string | undefined;
  readonly response?: ExchangeMessage | undefined;
  readonly refusal?: { readonly code: string; readonly message: string; readonly whatToDo: string };
  readonly claims?: Exchange['claims'];
}

const cut = (text: string) => text.slice(0, MAX_TEXT);

/** Tells the lab; it makes the report after the answer was sent. */
export function report(
  { exchanges, clock, serviceProvider }: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  step: Step,
): void {
  const at = clock().toISOString();
  exchanges?.record(() => {
    const { kind, exchange, outcome, what, did, user, received, response, refusal } = step;
    const sent = received && messageOf(received, request, at);
    const { status, location, cookies } = answerOf(reply);
    return {
      exchange: {
        version: 1,
        kind,
        startedAt: at,
        durationMs: 0,
        application: { name: cut(serviceProvider.entityId) },
        identityProvider: { name: 'test-saml-idp' },
        ...(user !== undefined && { user: cut(user) }),
        outcome,
        ...(refusal && {
          refusal: {
            by: 'idp' as const,
            code: refusal.code,
            message: cut(refusal.message),
            whatToDo: cut(refusal.whatToDo),
          },
        }),
        ...(sent?.parameter === 'SAMLRequest' && { request: sent }),
        ...(sent?.parameter === 'SAMLResponse' && { response: sent }),
        ...(response && { response }),
        checks: [],
        claims: step.claims ?? [],
        cookies: cookies.map((cookie) => ({ by: 'idp' as const, ...cookie })),
        redirects:
          location === undefined
            ? []
            : [{ by: 'idp', from: cut(withoutValues(request.url)), status, to: cut(location) }],
        timeline: [{ at, by: 'idp', what: cut(what), outcome: did }],
      },
      keys: [
        exchange,
        ...(sent ? [messageKey(sent)] : []),
        ...(response ? [messageKey(response)] : []),
        ...(step.inResponseTo === undefined ? [] : [idKey(step.inResponseTo)]),
      ],
    };
  });
}

function messageOf(
  { parameter, binding, value, relayState }: ReceivedMessage,
  request: FastifyRequest,
  at: string,
): ExchangeMessage {
  const query = rawQuery(request.url);
  const isSigned = binding === 'HTTP-Redirect' && /(?:^|&)Signature=/.test(query);
  return {
    parameter,
    binding,
    address: cut(originOf(request) + request.url.split('?', 1)[0]),
    value,
    ...(relayState !== undefined && { relayState: cut(relayState) }),
    ...(isSigned && { query }),
    at,
  };
}
