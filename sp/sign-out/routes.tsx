import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import type { LogoutRequest } from '../../saml/logout.ts';
import type { Clock } from '../../store/clock.ts';
import { idsOf } from '../../store/ids.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import { CheckRun } from '../checking/check-run.ts';
import { requireProvider } from '../checking/company-checks.ts';
import { showNow } from '../checking/instant-window.ts';
import { type Judging, reportReceived } from '../exchange-report/report.ts';
import { browserHash } from '../pending/browser-cookie.ts';
import { keepMessage } from '../refusal/received-message.ts';
import { refusedByServer } from '../refusal/refused-by-server.ts';
import { serviceAddress } from '../service-address.ts';
import { clearSessionCookie, sessionHash } from '../session/session-cookie.ts';
import { acceptRequest, type FollowedRequest } from './accept-request.ts';
import { acceptResponse } from './accept-response.ts';
import { logoutResponse } from './build-message.ts';
import type { LogoutRules } from './checks/check.ts';
import { signOutByRequest, signOutByResponse } from './checks/table.ts';
import { binding } from './checks/transport.ts';
import { announcedKind, arrivedMessage, readMessage } from './read-message.ts';
import { SignedOutPage } from './signed-out-page.tsx';
import { type SignOut, startSignOut } from './start-sign-out.ts';
import { verifyMessage } from './verify-message.ts';

export interface SignOutOptions extends Omit<SignOut, 'publicUrl' | 'now'> {
  readonly clock: Clock;
  readonly publicUrl: () => string;
}

interface CompanyRoute {
  Params: { companyId: string };
}

/** POST /sign-out for people; GET and POST /saml/{companyId}/logout, the single logout service (SAML Profiles 4.4). */
export async function signOut(app: FastifyInstance, options: SignOutOptions): Promise<void> {
  const { db, clock, publicUrl, findProvider, keys, exchanges } = options;
  const errorHandler = refusedByServer({ procedure: signOutByRequest, binding });

  app.post('/sign-out', { preHandler: app.csrfProtection }, async (request, reply) => {
    const idHash = sessionHash(request);
    const given = { db, findProvider, keys, exchanges, publicUrl: publicUrl(), now: clock() };
    const onward =
      idHash === undefined ? undefined : await startSignOut(request, reply, idHash, given);
    clearSessionCookie(reply);
    if (onward === undefined) return reply.page(<SignedOutPage scope="here" />);
    return goTo(reply, onward);
  });

  app.route<CompanyRoute>({
    method: ['GET', 'POST'],
    url: '/saml/:companyId/logout',
    config: { fromOtherSites: true },
    errorHandler,
    handler: async (request, reply) => {
      const { companyId } = request.params;
      const isRequest = announcedKind(request) === 'LogoutRequest';
      const run = new CheckRun(isRequest ? signOutByRequest : signOutByResponse);
      const now = clock();
      const arrived = arrivedMessage(request, publicUrl(), now);
      return reportReceived({ exchanges, request, reply, now }, arrived, run, async (judging) => {
        const opened = readMessage(request, run, (xml) => keepMessage(request, xml));
        using _ = opened.logout;
        const provider = await requireProvider(findProvider, companyId, run);
        const { message, thumbprint } = verifyMessage(opened, provider, run);
        const certificate = provider.certificates.find((each) => each.thumbprint === thumbprint);
        if (!certificate) throw new TypeError('The verifier named a certificate it was not given.');
        const rules = rulesFor(provider, publicUrl(), now);

        if (message.kind === 'LogoutResponse') {
          const receiver = { companyId, browserHash: browserHash(request) };
          await acceptResponse(db, receiver, { message, rules, certificate }, run);
          return reply.page(<SignedOutPage scope="everywhere" />);
        }
        const followed = await acceptRequest(db, companyId, { message, rules, certificate }, run);
        return answer(request, reply, { provider, rules, message, followed, opened, judging });
      });
    },
  });

  app.route<CompanyRoute>({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/saml/:companyId/logout',
    config: { fromOtherSites: true },
    errorHandler,
    handler: (request, reply) => {
      reply.header('allow', 'GET, POST');
      const expected = 'GET or POST with one logout message';
      return new CheckRun(signOutByRequest).refuse(binding, {
        expected,
        found: request.method,
        status: 405,
      });
    },
  });

  /** Answers the identity provider with a signed LogoutResponse, if the company has its Logout URL. */
  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    { provider, rules, message, followed, opened, judging }: Followed,
  ) {
    if (followed.ended.includes(sessionHash(request) ?? '')) clearSessionCookie(reply);
    const { ssoLogoutUrl: endpoint } = provider;
    if (endpoint === null) return reply.page(<SignedOutPage scope="asAsked" />);
    const xml = logoutResponse(
      { inResponseTo: message.id, knownPerson: followed.knownPerson },
      { destination: endpoint, issuer: rules.entityId, now: rules.now, ids: idsOf(db) },
    );
    const { privateKey } = await keys.signing();
    const { relayState } = opened; // goes back as it came (SAML Bindings 3.4.3)
    const url = encodeRedirect({
      endpoint,
      parameter: 'SAMLResponse',
      xml,
      sign: { privateKey },
      ...(relayState !== undefined && { relayState }),
    });
    judging.answered(url);
    return goTo(reply, url);
  }
}

interface Followed {
  readonly provider: TrustedProvider;
  readonly rules: LogoutRules;
  readonly message: LogoutRequest;
  readonly followed: FollowedRequest;
  readonly opened: { readonly relayState: string | undefined };
  readonly judging: Judging;
}

const goTo = (reply: FastifyReply, url: string) =>
  reply.header('cache-control', 'no-store').redirect(url, 303);

function rulesFor(provider: TrustedProvider, publicUrl: string, now: Date): LogoutRules {
  const { companyId, idpEntityId, clockSkewSeconds, allowExpiredCertificate } = provider;
  const { entityId, logoutUrl } = serviceAddress(publicUrl, companyId);
  return {
    entityId,
    logoutUrl,
    idpEntityId,
    allowExpiredCertificate,
    now,
    skewSeconds: clockSkewSeconds,
    shownNow: showNow(now, clockSkewSeconds),
  };
}
