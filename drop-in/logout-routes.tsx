import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodeRedirect } from '../saml/bindings/redirect.ts';
import { describeMessage } from '../saml/describe-message.ts';
import { browserOf } from './browser-cookie.ts';
import type { SignedIn } from './browsers.ts';
import type { DropInContext } from './context.ts';
import { logoutRequest, logoutResponse } from './logout-messages.ts';
import { LoggedOutPage } from './pages.tsx';
import { entityIdOf, paths } from './paths.ts';
import { fieldsOf, type ReceivedMessage, receivedMessage, requireKnown } from './received.ts';
import { DropInRefusal } from './refusal.ts';
import { report } from './report.ts';

/**
 * `SingleLogoutService.php` takes a LogoutRequest, whose signature SimpleSAMLphp 1.15 does not ask for, and the LogoutResponse to its own
 * request. `initSLO.php` begins at the identity provider; `logout.php` is where it ends.
 */
export function logoutRoutes(app: FastifyInstance, context: DropInContext): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const received = receivedMessage(request);
    if (!received)
      throw new DropInRefusal(
        'no_message',
        'Unable to find the current binding',
        'This address takes a LogoutRequest or a LogoutResponse, and the request has neither.',
        'Start the sign-out at the service provider.',
      );
    return answer(context, request, reply, received);
  };
  app.get(paths.singleLogout, { exposeHeadRoute: false }, serve);
  app.post(paths.singleLogout, { config: { fromOtherSites: true } }, serve);

  app.get(paths.beginLogout, { exposeHeadRoute: false }, (request, reply) => {
    const signedIn = signOut(context, request);
    const { RelayState: relayState } = fieldsOf(request.query);
    const destination = context.serviceProvider.singleLogoutService;
    if (!signedIn?.nameId || destination === undefined)
      return end(context, request, reply, relayState);
    const { user, nameId, sessionIndex } = signedIn;
    const audience = context.serviceProvider.entityId;
    const to = { issuer: entityIdOf(request), destination, now: context.clock() };
    const xml = logoutRequest({ ...to, audience, nameId, sessionIndex });
    report(context, request, reply, {
      kind: 'sign-out',
      exchange: randomUUID(),
      outcome: 'unfinished',
      what: `Ended the session of ${user.userName}, and told the service provider.`,
      did: 'done',
      user: user.userName,
    });
    return send(context, reply, 'SAMLRequest', xml, relayState);
  });

  app.get(paths.loggedOut, { exposeHeadRoute: false }, (_request, reply) =>
    reply.page(<LoggedOutPage />),
  );
}

/** @throws {SamlError} @throws {DropInRefusal} */
function answer(
  context: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  received: ReceivedMessage,
): FastifyReply {
  const { kind, id, issuer, inResponseTo } = describeMessage(received.xml);
  requireKnown(issuer, context.serviceProvider);
  if (kind === 'LogoutResponse') {
    const what = 'The service provider answered that it ended its session.';
    const step = { kind: 'sign-out', outcome: 'success', did: 'done' } as const;
    report(context, request, reply, {
      ...step,
      exchange: randomUUID(),
      what,
      received,
      inResponseTo,
    });
    return end(context, request, reply, received.relayState);
  }
  if (kind !== 'LogoutRequest' || id === undefined)
    throw new DropInRefusal(
      'wrong_message',
      'Unknown message received on logout endpoint',
      `This address takes a LogoutRequest or a LogoutResponse, not ${kind}${id === undefined ? ' without an ID' : ''}.`,
      'Correct what the service provider sends.',
    );
  const destination = context.serviceProvider.singleLogoutService;
  if (destination === undefined)
    throw new DropInRefusal(
      'no_single_logout',
      'No single logout service',
      'The service provider wants to sign out, and this identity provider does not know where to answer.',
      'Set the variable SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE.',
    );
  const signedIn = signOut(context, request);
  report(context, request, reply, {
    kind: 'sign-out',
    exchange: randomUUID(),
    outcome: 'success',
    what: signedIn
      ? `Ended the session of ${signedIn.user.userName}.`
      : 'Nobody was signed in in this browser.',
    did: 'done',
    user: signedIn?.user.userName,
    received,
    inResponseTo: id,
  });
  const to = { issuer: entityIdOf(request), destination, now: context.clock() };
  const xml = logoutResponse({ ...to, inResponseTo: id });
  return send(context, reply, 'SAMLResponse', xml, received.relayState);
}

/** @returns who was signed in in this browser */
export function signOut(
  { browsers }: DropInContext,
  request: FastifyRequest,
): SignedIn | undefined {
  const browser = browserOf(browsers, request);
  const signedIn = browser?.signedIn;
  if (browser) browser.signedIn = undefined;
  return signedIn;
}

function send(
  { serviceProvider, key }: DropInContext,
  reply: FastifyReply,
  parameter: 'SAMLRequest' | 'SAMLResponse',
  xml: string,
  relayState: string | undefined,
): FastifyReply {
  const endpoint = serviceProvider.singleLogoutService ?? '';
  const url = encodeRedirect({
    endpoint,
    parameter,
    xml,
    ...(relayState !== undefined && { relayState }),
    sign: { privateKey: key.privateKey },
  });
  return reply.header('cache-control', 'no-store').redirect(url);
}

/** RelayState may name a page to go to: of this site, or of the service provider; no other, or this would be an open redirect. */
function end(
  { serviceProvider }: DropInContext,
  request: FastifyRequest,
  reply: FastifyReply,
  relayState: string | undefined,
): FastifyReply {
  const own = new URL(entityIdOf(request));
  const target = relayState === undefined ? null : URL.parse(relayState, own);
  const { assertionConsumerService: acs, singleLogoutService: slo } = serviceProvider;
  const known = [own.href, acs, slo].map((url) => (url === undefined ? '' : new URL(url).origin));
  return target && known.includes(target.origin)
    ? reply.redirect(target.href)
    : reply.redirect(paths.loggedOut);
}
