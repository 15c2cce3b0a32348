import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import {
  applicationsByAppId,
  type SignInApplication,
} from '../directory/sign-in/sign-in-applications.ts';
import { readOnce } from '../form-parameters.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.tsx';
import { currentSession } from '../sign-in/session-cookies.ts';
import { type Attempt, watchSignIn } from '../sign-in-outcome/watch.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkOneApplication } from './checks/one-application.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkSigningKey } from './checks/signing-key.ts';
import { checkTenant } from './checks/tenant.ts';
import { handOffOrAsk } from './hand-off-or-ask.ts';
import { noSuchApplication } from './no-such-application.ts';

type LaunchRequest = FastifyRequest<{ Params: { appId: string } }>;

/**
 * `GET /api/signin/{appId}?tenantId=`: the "User access URL" of an application (entra-saml.md 9.6). It signs in when
 * needed and posts a response that nobody asked for to the default Reply URL.
 */
export function launchRoute(app: FastifyInstance, context: IdpContext): void {
  app.get('/api/signin/:appId', { exposeHeadRoute: false }, (request: LaunchRequest, reply) => {
    const attempt: Attempt = { purpose: 'token' };
    return watchSignIn(context, request, attempt, () => launch(attempt, context, request, reply));
  });
}

async function launch(
  attempt: Attempt,
  context: IdpContext,
  request: LaunchRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { tenantId = 'common', login_hint: loginHint } = readOnce(request.query, [
    'tenantId',
    'login_hint',
  ]);
  const tenant = await checkTenant(context.db, tenantId);
  if (tenant !== 'common') attempt.tenantId = tenant;
  const application = await findApplication(context, request.params.appId, tenant);
  attempt.application = application;
  checkApplicationEnabled(application);
  checkReplyUrl(application, undefined);
  checkSigningKey(application);

  const token = { servicePrincipalId: application.servicePrincipalId };
  const session = await currentSession(context, request, reply);
  if (session?.user.tenantId === application.tenantId) {
    attempt.user = session.user;
    return handOffOrAsk(context, request, reply, attempt, { application, token, session });
  }
  return beginSignIn(context, request, reply, {
    tenantId: application.tenantId,
    continuation: { kind: 'token', request: { ...token, correlationId: correlationIdOf(request) } },
    loginHint,
  });
}

/** An appId is written with hyphens, or, in older links, as 32 hex digits. */
const compactGuid = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** @throws {IdpError} 700016; 50194 when several tenants have the application and none was named */
async function findApplication(
  { db }: IdpContext,
  appId: string,
  tenantId: string,
): Promise<SignInApplication> {
  const hyphenated = /^[0-9a-f]{32}$/i.test(appId)
    ? appId.replace(compactGuid, '$1-$2-$3-$4-$5')
    : appId;
  const found = await applicationsByAppId(db, hyphenated, tenantId);
  if (found.length === 0) throw noSuchApplication(appId, tenantId);
  return checkOneApplication(found, appId, tenantId);
}
