import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { readOnce } from '../form-parameters.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.tsx';
import { currentSession } from '../sign-in/session-cookies.ts';
import { acceptAuthnRequest } from './authn-request.ts';
import { checkParameterPresent } from './checks/parameter-present.ts';
import { checkQueryLength } from './checks/query-length.ts';
import type { RequestBinding } from './checks/readable-message.ts';
import { checkTenant } from './checks/tenant.ts';
import { issueToken } from './issue-token.ts';
import { noPassive } from './no-passive.ts';

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

async function singleSignOn(
  context: IdpContext,
  binding: RequestBinding,
  message: unknown,
  request: Saml2Request,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const tenantId = await checkTenant(context.tenants, request.params.tenant);
  const parameters = readOnce(message, ['SAMLRequest', 'SAMLResponse', 'RelayState']);
  const { login_hint: loginHint } = readOnce(request.query, ['login_hint']);
  const SAMLRequest = checkParameterPresent(parameters);
  const accepted = await acceptAuthnRequest(context, {
    tenantId,
    binding,
    SAMLRequest,
    relayState: parameters.RelayState,
  });
  const { application, token, forceAuthn, isPassive } = accepted;

  const found = await currentSession(context, request, reply);
  const session = found?.user.tenantId === application.tenantId ? found : undefined;
  if (session && !forceAuthn)
    return reply.selfPost(await issueToken(context, application, token, session));
  if (isPassive) return reply.selfPost(noPassive(context, accepted, randomUUID()));
  return beginSignIn(context, request, reply, {
    tenantId: application.tenantId,
    continuation: { kind: 'token', request: token },
    loginHint: loginHint ?? session?.user.userPrincipalName,
  });
}
