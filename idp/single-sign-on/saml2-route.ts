import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { readOnce } from '../form-parameters.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.tsx';
import { currentSession } from '../sign-in/session-cookies.ts';
import { type Attempt, watchSignIn } from '../sign-in-outcome/watch.ts';
import { acceptAuthnRequest } from './authn-request.ts';
import { checkParameterPresent } from './checks/parameter-present.ts';
import { checkQueryLength } from './checks/query-length.ts';
import { messageText, type RequestBinding } from './checks/readable-message.ts';
import { checkTenant } from './checks/tenant.ts';
import { handOffOrAsk } from './hand-off-or-ask.ts';
import { answerNoPassive } from './no-passive.ts';

type Saml2Request = FastifyRequest<{ Params: { tenant: string } }>;

/** `GET|POST /{tenant}/saml2`: takes an AuthnRequest by either binding, and answers it by HTTP-POST (entra-saml.md 1.1). */
export function saml2Route(app: FastifyInstance, context: IdpContext): void {
  app.get('/:tenant/saml2', { exposeHeadRoute: false }, (request: Saml2Request, reply) => {
    checkQueryLength(request.url);
    return singleSignOn(context, 'redirect', request.query, request, reply);
  });
  app.post('/:tenant/saml2', (request: Saml2Request, reply) =>
    singleSignOn(context, 'post', request.body, request, reply),
  );
}

function singleSignOn(
  context: IdpContext,
  binding: RequestBinding,
  message: unknown,
  request: Saml2Request,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const attempt: Attempt = { purpose: 'token' };
  return watchSignIn(context, request, attempt, () =>
    answerRequest(attempt, context, binding, message, request, reply),
  );
}

async function answerRequest(
  attempt: Attempt,
  context: IdpContext,
  binding: RequestBinding,
  message: unknown,
  request: Saml2Request,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const tenantId = await checkTenant(context.db, request.params.tenant);
  if (tenantId !== 'common') attempt.tenantId = tenantId;
  const parameters = readOnce(message, ['SAMLRequest', 'SAMLResponse', 'RelayState']);
  const { login_hint: loginHint } = readOnce(request.query, ['login_hint']);
  const SAMLRequest = checkParameterPresent(parameters);
  attempt.requestXml = () => messageText(SAMLRequest, binding);
  const accepted = await acceptAuthnRequest(
    context,
    { tenantId, binding, SAMLRequest, relayState: parameters.RelayState },
    attempt,
  );
  const { application, token, forceAuthn, isPassive } = accepted;

  const found = await currentSession(context, request, reply);
  const session = found?.user.tenantId === application.tenantId ? found : undefined;
  attempt.user = session?.user;
  if (session && !forceAuthn) {
    return handOffOrAsk(context, request, reply, attempt, {
      application,
      token,
      session,
      passive: isPassive ? accepted : undefined,
    });
  }
  if (isPassive) return answerNoPassive(context, request, reply, attempt, accepted);
  return beginSignIn(context, request, reply, {
    tenantId: application.tenantId,
    continuation: {
      kind: 'token',
      request: { ...token, correlationId: correlationIdOf(request) },
    },
    loginHint: loginHint ?? session?.user.userPrincipalName,
  });
}
