import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readAuthnRequest } from '../saml/authn-request.ts';
import { answerNoPassive, answerSignedIn } from './answer.ts';
import { ensureBrowser } from './browser-cookie.ts';
import { type WaitingRequest, wait } from './browsers.ts';
import type { DropInContext } from './context.ts';
import { paths } from './paths.ts';
import { fieldsOf, type ReceivedMessage, receivedMessage, requireKnown } from './received.ts';
import { DropInRefusal, describeRefusal } from './refusal.ts';
import { report } from './report.ts';

/** A request to sign in, by an SP or not. */
interface SignOn {
  readonly asked: WaitingRequest & { readonly received?: ReceivedMessage | undefined };
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
}

/** `SSOService.php`: an AuthnRequest by either binding, or `?spentityid=` where the identity provider begins. */
export function signOnRoutes(app: FastifyInstance, context: DropInContext): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const exchange = randomUUID();
    try {
      return await answer(context, request, reply, readSignOn(context, request, exchange));
    } catch (error) {
      reportRefusal(context, request, reply, exchange, error);
      throw error;
    }
  };
  app.get(paths.singleSignOn, { exposeHeadRoute: false }, serve);
  app.post(paths.singleSignOn, { config: { fromOtherSites: true } }, serve);
}

async function answer(
  context: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { asked, forceAuthn, isPassive }: SignOn,
): Promise<FastifyReply> {
  const browser = ensureBrowser(context.browsers, request, reply);
  const { signedIn } = browser;
  if (signedIn && !forceAuthn) return answerSignedIn(context, request, reply, asked, signedIn);
  if (isPassive) return answerNoPassive(context, request, reply, asked);
  const { received, ...waiting } = asked;
  const state = wait(browser, waiting);
  report(context, request, reply, {
    kind: asked.inResponseTo === undefined ? 'launch' : 'sign-in',
    exchange: asked.exchange,
    outcome: 'unfinished',
    what: 'Asked the user to sign in.',
    did: 'asked',
    received,
    inResponseTo: asked.inResponseTo,
  });
  return reply.redirect(`${paths.login}?AuthState=${state}`);
}

/** @throws {SamlError} @throws {DropInRefusal} */
function readSignOn(
  { serviceProvider, clock }: DropInContext,
  request: FastifyRequest,
  exchange: string,
): SignOn {
  const begun = { for: 'sp', exchange, at: clock() } as const;
  const { spentityid, RelayState } = fieldsOf(request.query);
  if (spentityid !== undefined) {
    requireKnown(spentityid, serviceProvider);
    const asked = { ...begun, relayState: RelayState };
    return { asked, forceAuthn: false, isPassive: false };
  }
  const received = receivedMessage(request);
  if (received?.parameter !== 'SAMLRequest')
    throw new DropInRefusal(
      'no_request',
      'Unable to find the current binding',
      'This address takes an AuthnRequest in the parameter SAMLRequest, or the parameter spentityid, and the request has neither.',
      'Start at the service provider.',
    );
  const { id, issuer, forceAuthn, isPassive } = readAuthnRequest(received.xml);
  requireKnown(issuer, serviceProvider);
  // As in SimpleSAMLphp, an unknown AssertionConsumerServiceURL is not an error: the answer goes to the known one.
  const asked = { ...begun, inResponseTo: id, relayState: received.relayState, received };
  return { asked, forceAuthn, isPassive };
}

function reportRefusal(
  context: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  exchange: string,
  error: unknown,
): void {
  const described = describeRefusal(error);
  if (!described) return;
  const { code, detail, whatToDo = '' } = described;
  report(context, request, reply, {
    kind: 'sign-in',
    exchange,
    outcome: 'failure',
    what: `Refused: ${detail}`,
    did: 'refused',
    received: readable(request),
    refusal: { code, message: detail, whatToDo },
  });
}

/** The message of a refused request, which may be what cannot be read. */
function readable(request: FastifyRequest): ReceivedMessage | undefined {
  try {
    return receivedMessage(request);
  } catch {
    return undefined;
  }
}
