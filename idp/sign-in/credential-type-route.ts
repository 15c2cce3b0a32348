import type { FastifyInstance } from 'fastify';
import { formToken, isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { FederatedDomain } from '../directory/domains/domain-federation.ts';
import type { UserRow } from '../directory/tables.ts';
import { findTenant } from '../directory/tenants/tenants.ts';
import { findAccount } from '../directory/users/guests.ts';
import { methodsWithoutPages } from '../directory/users/signs-in-without-pages.ts';
import { aadsts } from '../errors.ts';
import { identityProviderAddress } from '../federation/begin-federated-sign-in.ts';
import { homeRealm } from '../federation/home-realm.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { jsonFields, serveJson } from './json-body.ts';
import { phoneSignInOf } from './methods/registered-methods.ts';
import { originOf } from './page-config.ts';
import { firstFactorsOf } from './passwordless/first-factors.ts';
import { type FoundSignIn, findSignIn } from './posted-form.ts';
import { reportRefusal } from './report-refusal.ts';
import { addressOf, credentialStep } from './step-addresses.ts';

/**
 * `/{tenant}/GetCredentialType`: whether a user name exists and what it signs in with (entra-saml.md 9.1, 10.5). The page asks this between
 * user name and password. As in Entra, a request of no sign-in is answered too, which tells anybody whether a user name exists.
 */
export function credentialTypeRoute(app: FastifyInstance, serve: ServeVisit): void {
  const answerJson = serveJson(serve, ({ code, message }, { context, request }) => ({
    error: { code: String(code), message },
    correlationId: correlationIdOf(request),
    timestamp: context.clock().toISOString(),
  }));
  app.post('/:tenant/GetCredentialType', answerJson(credentialType));
}

/**
 * @throws {IdpError} 165000 when a token was made for another sign-in or another browser
 * @throws {IdpError} 50089 when the sign-in has finished or expired
 */
async function credentialType(visit: SignInVisit): Promise<object> {
  const { context, request } = visit;
  const fields = jsonFields(request.body, ['username', 'originalrequest', 'flowtoken']);
  const userName = (fields.username ?? '').trim().slice(0, 256);
  const found = fields.originalrequest
    ? await signInOf(visit, fields.originalrequest, fields.flowtoken)
    : undefined;
  const tenantId = found?.pending.tenantId ?? (await tenantOf(visit));
  const realm = await homeRealm(context.db, tenantId, userName);
  if (realm) return federatedType(visit, { realm, userName, found });
  const user = await findAccount(context.db, tenantId, userName);
  if (found && !user && userName)
    await reportRefusal(
      visit,
      { pending: found.pending, fields: { login: userName } },
      50034,
      undefined,
    );
  const { hasPass, hasKey, hasCertificate } = await firstFactorsOf(
    context.db,
    user,
    context.clock(),
  );
  return {
    Username: userName,
    Display: userName,
    IfExistsResult: user ? 0 : 1,
    IsUnmanaged: false,
    ThrottleStatus: 0,
    Credentials: {
      PrefCredential: hasPass ? preferred.accessPass : preferred.password,
      HasPassword: true,
      HasAccessPass: hasPass,
      HasFido: hasKey,
      HasCertAuth: hasCertificate,
      RemoteNgcParams: (await hasPhoneSignIn(context, user)) ? remoteNgcParams : null,
      FidoParams: hasKey ? { AllowList: null } : null,
      SasParams: null,
      CertAuthParams:
        hasCertificate && found ? { CertAuthUrl: certAuthUrl(visit, found, userName) } : null,
      GoogleParams: null,
      FacebookParams: null,
    },
    EstsProperties: {
      UserTenantBranding: null,
      DomainType: 3,
      DesktopSsoEnabled: user !== undefined && methodsWithoutPages(user) !== undefined,
    },
    FlowToken: found ? formToken(found.browser, 'flow', found.ctx) : '',
    IsSignupDisallowed: true,
    apiCanary: found ? formToken(found.browser, 'api', found.ctx) : '',
  };
}

/** Phone sign-in. Members as public clients read them; the request on the phone begins on its page, so there is no session and no number yet (assumed). */
const remoteNgcParams = { SessionIdentifier: '', DefaultType: 1, Entropy: '' };

const hasPhoneSignIn = async ({ db }: IdpContext, user: UserRow | undefined): Promise<boolean> =>
  user !== undefined && (await phoneSignInOf(db, user)) !== undefined;

interface FederatedUserName {
  realm: FederatedDomain;
  userName: string;
  found: FoundSignIn | undefined;
}

/** The domain decides: the answer does not tell whether the user exists (entra-saml.md 11.1). */
async function federatedType(visit: SignInVisit, { realm, userName, found }: FederatedUserName) {
  const start = { realm, userName, ctx: found?.ctx, continuation: found?.pending.continuation };
  return {
    Username: userName,
    Display: userName,
    IfExistsResult: 0,
    IsUnmanaged: false,
    ThrottleStatus: 0,
    Credentials: {
      PrefCredential: 4,
      HasPassword: false,
      RemoteNgcParams: null,
      FidoParams: null,
      SasParams: null,
      CertAuthParams: null,
      GoogleParams: null,
      FacebookParams: null,
      FederationRedirectUrl: await identityProviderAddress(visit, start),
    },
    EstsProperties: { UserTenantBranding: null, DomainType: 4 },
    FlowToken: found ? formToken(found.browser, 'flow', found.ctx) : '',
    IsSignupDisallowed: true,
    apiCanary: found ? formToken(found.browser, 'api', found.ctx) : '',
  };
}

/** Entra's numbers of credentials, which public clients list. */
const preferred = { password: 1, accessPass: 13 } as const;

/** Where the browser would show its certificates: here the list of the user's credentials. */
function certAuthUrl(
  { context, request }: SignInVisit,
  { ctx, pending }: FoundSignIn,
  userName: string,
): string {
  const address = addressOf(request, pending.tenantId);
  return `${originOf(request, context.publicUrl())}${credentialStep('options', address, { ctx, userName })}`;
}

async function signInOf(visit: SignInVisit, ctx: string, flowToken: string | undefined) {
  const found = await findSignIn(visit, ctx);
  const { canary } = visit.request.headers;
  const isToken = (given: string | undefined, purpose: string) =>
    isFormToken(given, found.browser, purpose, ctx);
  if (!isToken(flowToken, 'flow')) throw aadsts(165000, {});
  if (canary && !isToken(String(canary), 'api')) throw aadsts(165000, {});
  return found;
}

/** An unknown tenant is answered as `common`. */
async function tenantOf({ context, param }: SignInVisit): Promise<string> {
  return (await findTenant(context.db, param('tenant')))?.id ?? 'common';
}
