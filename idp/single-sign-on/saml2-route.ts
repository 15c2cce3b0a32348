import type { FastifyInstance, FastifyReply } from 'fastify';
import { signInNameOf } from '../directory/users/guests.ts';
import { readOnce } from '../form-parameters.ts';
import { sessionWithoutPages } from '../sign-in/without-pages.ts';
import { fileSignIn } from '../sign-in-outcome/file-sign-in.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { answerWithToken, sessionFor } from './answer-with-token.ts';
import { type AcceptedRequest, acceptAuthnRequest } from './authn-request.ts';
import { foreignAccount } from './checks/home-tenant.ts';
import { checkLoginHint } from './checks/login-hint.ts';
import { checkParameterPresent, type SentMessage } from './checks/parameter-present.ts';
import { checkQueryLength } from './checks/query-length.ts';
import { LogoutMessage, type RequestBinding } from './checks/readable-message.ts';
import { checkTenant } from './checks/tenant.ts';
import { answerNoPassive, answerUnsupported } from './refuse-by-response.ts';

/** A message of single sign-out, which goes to the same address (entra-saml.md 4, 5.1). */
export interface ArrivedLogout extends SentMessage {
  /** GUID, or `common`. */
  readonly tenantId: string;
  readonly binding: RequestBinding;
  readonly relayState: string | undefined;
  /** That it was sent to: URL without a query. */
  readonly address: string;
  /** The query as it was sent, without `?`. */
  readonly rawQuery: string;
}

export type AnswerLogout = (visit: SignInVisit, arrived: ArrivedLogout) => Promise<FastifyReply>;

/**
 * `GET|POST /{tenant}/saml2`: takes an AuthnRequest by either binding, and answers it by HTTP-POST (entra-saml.md 1.1). With the id of a
 * servicePrincipal at the end, the address names the application.
 *
 * @param answerLogout answers a message of single sign-out
 */
export function saml2Route(
  app: FastifyInstance,
  serve: ServeVisit,
  answerLogout: AnswerLogout,
): void {
  for (const url of ['/:tenant/saml2', '/:tenant/saml2/:servicePrincipalId']) {
    app.get(
      url,
      { exposeHeadRoute: false },
      serve((visit) =>
        fileSignIn(visit, async () => {
          visit.trail.checking('length');
          checkQueryLength(visit.request.url);
          return answerMessage(visit, 'redirect', answerLogout);
        }),
      ),
    );
    app.post(
      url,
      { config: { fromOtherSites: true } },
      serve((visit) => fileSignIn(visit, () => answerMessage(visit, 'post', answerLogout))),
    );
  }
}

async function answerMessage(
  visit: SignInVisit,
  binding: RequestBinding,
  answerLogout: AnswerLogout,
): Promise<FastifyReply> {
  const { context, request, trail } = visit;
  trail.checking('tenant');
  const tenantId = await checkTenant(context.db, visit.param('tenant'));
  trail.tenant(tenantId);
  const message = binding === 'redirect' ? request.query : request.body;
  trail.checking('parameter');
  const parameters = readOnce(message, ['SAMLRequest', 'SAMLResponse', 'RelayState']);
  const {
    login_hint: loginHint,
    sid,
    whr,
    domain_hint = whr,
  } = readOnce(request.query, ['login_hint', 'sid', 'whr', 'domain_hint']);
  const sent = checkParameterPresent(parameters);
  const relayState = parameters.RelayState;
  const address = `${context.publicUrl()}${request.url.replace(/\?.*$/, '')}`;
  const rawQuery = request.url.slice(request.url.indexOf('?') + 1);
  const logout = () => {
    trail.noSignIn();
    return answerLogout(visit, { ...sent, tenantId, binding, relayState, address, rawQuery });
  };
  if (sent.parameter === 'SAMLResponse') return logout();
  const SAMLRequest = sent.value;
  trail.received({ binding, value: SAMLRequest, relayState, address, url: request.url });
  trail.checking('login-hint');
  checkLoginHint(loginHint, sid);
  const servicePrincipalId = visit.param('servicePrincipalId') || undefined;
  const incoming = {
    tenantId,
    servicePrincipalId,
    binding,
    SAMLRequest,
    address,
    relayState,
    rawQuery,
  };
  let accepted: AcceptedRequest;
  try {
    accepted = await acceptAuthnRequest(visit, incoming);
  } catch (error) {
    if (error instanceof LogoutMessage) return logout();
    throw error;
  }
  return answerRequest(visit, accepted, { loginHint, domainHint: domain_hint });
}

async function answerRequest(
  visit: SignInVisit,
  accepted: AcceptedRequest,
  { loginHint, domainHint }: Record<'loginHint' | 'domainHint', string | undefined>,
): Promise<FastifyReply> {
  const { context, trail } = visit;
  const { application, token, forceAuthn, isPassive, unsupported } = accepted;
  trail.checking('scoping');
  if (unsupported !== undefined) return answerUnsupported(visit, accepted, unsupported);
  const { session, foreign } = await sessionFor(visit, application);
  trail.checking('home-tenant');
  if (foreign && isPassive)
    return answerNoPassive(
      visit,
      accepted,
      await foreignAccount(context.db, 16000, foreign, application),
    );
  if (foreign && !forceAuthn && !loginHint)
    throw await foreignAccount(context.db, 50020, foreign, application);
  const wanted = {
    application,
    token,
    loginHint: loginHint ?? (session && (await signInNameOf(context.db, session.user))),
    domainHint,
  };
  if (!isPassive)
    return answerWithToken(visit, { ...wanted, session: forceAuthn ? undefined : session });
  const silent = forceAuthn
    ? undefined
    : (session ?? (await sessionWithoutPages(visit, application.tenantId, loginHint)));
  return answerWithToken(visit, { ...wanted, session: silent }, () =>
    answerNoPassive(visit, accepted),
  );
}
