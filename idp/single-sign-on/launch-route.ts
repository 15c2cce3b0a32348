import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  applicationsByAppId,
  type SignInApplication,
} from '../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../directory/tables.ts';
import { lowerCaseNames, readOnce } from '../form-parameters.ts';
import { fileSignIn } from '../sign-in-outcome/file-sign-in.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { answerWithToken, sessionFor } from './answer-with-token.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { foreignAccount } from './checks/home-tenant.ts';
import { checkLaunchAllowed } from './checks/launch-allowed.ts';
import { checkOneApplication, noSuchApplication } from './checks/one-application.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkSigningKey } from './checks/signing-key.ts';
import { checkTenant } from './checks/tenant.ts';

/**
 * The "User access URL" of an application, `/api/signin/{appId}?tenantId=`, and the older launch addresses (entra-saml.md 9.6, 10.4). Each
 * signs the user in if necessary and posts an unsolicited response to the default Reply URL.
 */
export function launchRoute(app: FastifyInstance, serve: ServeVisit): void {
  const launches = (url: string, find: (visit: SignInVisit) => Launch) =>
    app.get(
      url,
      { exposeHeadRoute: false },
      serve((visit) => fileSignIn(visit, () => launch(visit, find(visit)))),
    );
  const byPath = (visit: SignInVisit) => ({ appId: visit.param('appId') });
  launches('/api/signin/:appId', byPath);
  launches('/signin/:name/:appId', byPath);
  launches('/:tenant/signin/:name/:appId', (visit) => ({
    ...byPath(visit),
    tenant: visit.param('tenant'),
  }));
  launches('/applications/redirecttofederatedapplication.aspx', ({ request }) => {
    const { applicationid: appId = '' } = readOnce(lowerCaseNames(request.query), [
      'applicationid',
    ]);
    return { appId };
  });
}

interface Launch {
  appId: string;
  /** In the path; default: `tenantId` of the query. */
  tenant?: string;
}

async function launch(visit: SignInVisit, { appId, tenant: named }: Launch): Promise<FastifyReply> {
  const { context, request, trail } = visit;
  const {
    tenantid = 'common',
    login_hint: loginHint,
    whr,
    domain_hint: domainHint = whr,
  } = readOnce(lowerCaseNames(request.query), ['tenantid', 'login_hint', 'whr', 'domain_hint']);
  trail.checking('tenant');
  const tenant = await checkTenant(context.db, named ?? tenantid);
  trail.tenant(tenant);
  trail.checking('application');
  const application = await findApplication(context.db, appId, tenant);
  trail.application(application);
  trail.checking('request-signature');
  checkLaunchAllowed(application);
  trail.checking('application-enabled');
  checkApplicationEnabled(application);
  trail.checking('reply-url');
  checkReplyUrl(application);
  trail.checking('signing-key');
  checkSigningKey(application);

  const token = { servicePrincipalId: application.servicePrincipalId };
  const { session, foreign } = await sessionFor(visit, application);
  trail.checking('home-tenant');
  if (foreign && !loginHint) throw await foreignAccount(context.db, 50020, foreign, application);
  return answerWithToken(visit, { application, token, session, loginHint, domainHint });
}

/** An appId is written with hyphens, or, in older links, as 32 hex digits. */
const compactGuid = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/**
 * @throws {IdpError} 700016 when there is no such application
 * @throws {IdpError} 50194 when several tenants have it and the address names none of them
 */
async function findApplication(
  db: Database,
  appId: string,
  tenantId: string,
): Promise<SignInApplication> {
  const hyphenated = /^[0-9a-f]{32}$/i.test(appId)
    ? appId.replace(compactGuid, '$1-$2-$3-$4-$5')
    : appId;
  const found = await applicationsByAppId(db, hyphenated, tenantId);
  if (found.length === 0) throw await noSuchApplication(db, appId, tenantId);
  return checkOneApplication(db, found, appId, tenantId);
}
