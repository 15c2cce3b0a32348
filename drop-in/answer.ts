import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../exchanges/exchange.ts';
import type { SignedIn, WaitingRequest } from './browsers.ts';
import type { DropInContext } from './context.ts';
import { entityIdOf, paths } from './paths.ts';
import type { ReceivedMessage } from './received.ts';
import { report } from './report.ts';
import { type Addressed, newId, noPassiveResponse, successResponse } from './response.ts';

/** What a request asked for, and the message that asked, if this is the same HTTP request. */
type Asked = WaitingRequest & { readonly received?: ReceivedMessage | undefined };

/** Posts a Response about the user to the service provider, or shows the attributes. */
export async function answerSignedIn(
  context: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  signedIn: SignedIn,
): Promise<FastifyReply> {
  if (asked.for === 'test') return reply.redirect(`${paths.test}?as=example-userpass`);
  const nameId = newId();
  signedIn.nameId = nameId;
  const audience = context.serviceProvider.entityId;
  const to = { ...addressed(context, request, asked), audience, nameId };
  const xml = await successResponse(to, signedIn);
  const { userName, attributes } = signedIn.user;
  return post(context, request, reply, asked, xml, {
    outcome: 'success',
    what: `Answered for ${userName}, who signed in here.`,
    user: userName,
    claims: [
      { name: 'NameID', values: [nameId], reason: 'made for this assertion' },
      ...Object.entries(attributes).map(([name, values]) => ({
        name,
        values: [...values],
        reason: `attribute of ${userName}`,
      })),
    ],
  });
}

/** Posts a Response that says that nobody is signed in, to a request that wants no page. */
export async function answerNoPassive(
  context: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
): Promise<FastifyReply> {
  const xml = await noPassiveResponse(addressed(context, request, asked));
  const message = 'The request wants no page (IsPassive), and nobody is signed in.';
  return post(context, request, reply, asked, xml, {
    outcome: 'failure',
    what: `Refused: ${message}`,
    refusal: {
      code: 'NoPassive',
      message,
      whatToDo: 'Sign in first, or send a request without IsPassive.',
    },
  });
}

const addressed = (
  { serviceProvider, clock, key }: DropInContext,
  request: FastifyRequest,
  { inResponseTo }: Asked,
): Addressed => ({
  issuer: entityIdOf(request),
  destination: serviceProvider.assertionConsumerService,
  inResponseTo,
  now: clock(),
  key,
});

interface Outcome {
  readonly outcome: Exchange['outcome'];
  readonly what: string;
  readonly user?: string;
  readonly claims?: Exchange['claims'];
  readonly refusal?: { readonly code: string; readonly message: string; readonly whatToDo: string };
}

function post(
  context: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { exchange, inResponseTo, relayState, received }: Asked,
  xml: string,
  outcome: Outcome,
): FastifyReply {
  const { serviceProvider, clock } = context;
  const address = serviceProvider.assertionConsumerService;
  const value = Buffer.from(xml, 'utf8').toString('base64');
  report(context, request, reply, {
    ...outcome,
    kind: inResponseTo === undefined ? 'launch' : 'sign-in',
    exchange,
    did: outcome.refusal ? 'refused' : 'done',
    received,
    inResponseTo,
    response: {
      parameter: 'SAMLResponse',
      binding: 'HTTP-POST',
      address,
      value,
      ...(relayState !== undefined && { relayState }),
      at: clock().toISOString(),
    },
  });
  return reply.selfPost({
    action: address,
    fields: { SAMLResponse: value, RelayState: relayState },
  });
}
