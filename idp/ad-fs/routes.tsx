import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuthnRequest } from '../../saml/authn-request.ts';
import { nameIdFormat } from '../../saml/names.ts';
import { idsOf } from '../../store/ids.ts';
import { ensureBrowser, formToken, isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { mockIdentityProviderKey } from '../directory/applications/key-credentials.ts';
import {
  type FederatedDomain,
  federatedDomain,
  mockIdentityProviderOf,
} from '../directory/domains/domain-federation.ts';
import type { UserRow } from '../directory/tables.ts';
import { splitUserPrincipalName } from '../directory/users/user-principal-name.ts';
import { findUser } from '../directory/users/users.ts';
import { acsUrl } from '../federation/microsoft-online.ts';
import { readOnce } from '../form-parameters.ts';
import { passwordRefusal } from '../sign-in/password-refusal.ts';
import { RefusalPage, SignInPage } from './pages.tsx';
import { RefusedRequest, readRequest } from './read-request.ts';
import { invalidNameIDPolicy, successResponse } from './response.ts';

type LsRequest = FastifyRequest<{ Params: { domain: string } }>;

/** What the page is for: a request to the identity provider of a domain, in one browser. */
interface SignInRequest {
  realm: FederatedDomain;
  request: AuthnRequest;
  relayState: string | undefined;
  /** For the form. */
  canary: readonly [browser: string, ...purpose: string[]];
}

const WRONG = 'Incorrect user account or password. Type the correct ones, and try again.';
const LOCKED = 'This account is locked after too many wrong passwords. Try again later.';

/** `/adfs/{domain}/ls/`: GET shows the page for a SAMLRequest, POST checks the password and answers the request. */
export async function adFs(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  for (const url of ['/adfs/:domain/ls', '/adfs/:domain/ls/']) {
    app.get(url, { exposeHeadRoute: false }, (request: LsRequest, reply) =>
      answer(context, request, reply, async (signIn) => {
        const { username, login_hint } = readOnce(request.query, ['username', 'login_hint']);
        const userName = (username ?? login_hint ?? '').slice(0, 256);
        return showSignIn(request, reply, signIn, userName);
      }),
    );
    app.post(url, (request: LsRequest, reply) =>
      answer(context, request, reply, async (signIn) => {
        const {
          UserName = '',
          Password = '',
          canary,
        } = readOnce(request.body, ['UserName', 'Password', 'canary']);
        const userName = UserName.trim().slice(0, 256);
        const show = (error: string) => showSignIn(request, reply, signIn, userName, error);
        if (!isFormToken(canary, ...signIn.canary))
          return show('This form was made for another browser, or is too old. Sign in again.');
        const user = await userNamed(context, signIn.realm, userName);
        const refused = user ? await passwordRefusal(context, user, Password) : undefined;
        if (!user || refused) return show(refused?.code === 50053 ? LOCKED : WRONG);
        return post(reply, context, signIn, await responseFor(context, signIn, user));
      }),
    );
  }
}

/** Reads the request, and answers what this identity provider refuses. */
async function answer(
  context: IdpContext,
  request: LsRequest,
  reply: FastifyReply,
  work: (signIn: SignInRequest) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const realm = await federatedDomain(context.db, request.params.domain);
  const { domain = request.params.domain.slice(0, 100) } = realm ?? {};
  const refuse = (status: number, title: string, reason: string, again?: string) =>
    reply.page(<RefusalPage domain={domain} title={title} reason={reason} again={again} />, status);
  if (realm?.passiveSignInUri !== null)
    return refuse(
      404,
      'No such identity provider',
      `${domain} is not federated with the mock identity provider.`,
    );
  if (mockIdentityProviderOf(realm).outOfOrder)
    return refuse(
      503,
      'Out of order',
      'This identity provider is out of order. Try again later, or go back and use another account.',
      request.url,
    );
  try {
    const { SAMLRequest, RelayState } = readOnce(request.query, ['SAMLRequest', 'RelayState']);
    const read = readRequest(SAMLRequest);
    const browser = ensureBrowser(request, reply);
    const canary = [browser, 'ad-fs', domain, read.id] as const;
    const signIn = { realm, request: read, relayState: RelayState, canary };
    const format = read.nameIDPolicy?.format;
    if (format !== undefined && format !== nameIdFormat.persistent)
      return post(reply, context, signIn, invalidNameIDPolicy(addressed(context, signIn)));
    return await work(signIn);
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error;
    return refuse(400, 'The request is refused', error.message);
  }
}

function showSignIn(
  request: LsRequest,
  reply: FastifyReply,
  { realm, canary }: SignInRequest,
  userName: string,
  error?: string,
): FastifyReply {
  return reply.page(
    <SignInPage
      domain={realm.domain}
      action={request.url}
      canary={formToken(...canary)}
      userName={userName}
      error={error}
    />,
  );
}

/** It knows the users of its domain only. */
async function userNamed(
  { db }: IdpContext,
  { tenantId, domain }: FederatedDomain,
  userName: string,
): Promise<UserRow | undefined> {
  const user = await findUser(db, tenantId, userName);
  return user && splitUserPrincipalName(user.userPrincipalName).domain === domain
    ? user
    : undefined;
}

async function responseFor(
  context: IdpContext,
  signIn: SignInRequest,
  user: UserRow,
): Promise<string> {
  const { db, clock, keys } = context;
  const { keyId } = await mockIdentityProviderKey(db, clock());
  return successResponse({
    ...addressed(context, signIn),
    // A user whom nobody has told the tenant about has a name of this directory.
    immutableId: user.onPremisesImmutableId ?? user.id,
    userPrincipalName: user.userPrincipalName,
    multipleAuthn: mockIdentityProviderOf(signIn.realm).multipleAuthn,
    key: await keys.load(keyId),
  });
}

const addressed = ({ db, clock, publicUrl }: IdpContext, { realm, request }: SignInRequest) => ({
  issuer: realm.issuerUri,
  destination: acsUrl(publicUrl()),
  inResponseTo: request.id,
  now: clock(),
  ids: idsOf(db),
});

function post(
  reply: FastifyReply,
  { publicUrl }: IdpContext,
  { relayState }: SignInRequest,
  xml: string,
): FastifyReply {
  return reply.selfPost({
    action: acsUrl(publicUrl()),
    fields: { SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'), RelayState: relayState },
  });
}
