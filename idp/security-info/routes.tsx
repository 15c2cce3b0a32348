import type { FastifyInstance, FastifyReply } from 'fastify';
import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import { isMultifactor } from '../authentication-methods/modes.ts';
import { browserOf, ensureBrowser, formToken, isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import {
  type AuthenticationMethod,
  addAuthenticationMethod,
  authenticationMethodsOf,
  deleteAuthenticationMethod,
  type StoredCredential,
} from '../directory/authentication-methods/authentication-methods.ts';
import type { BrowserSession } from '../directory/sign-in/browser-sessions.ts';
import { storeChallenge, takeChallenge } from '../directory/sign-in/webauthn-challenges.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import { beginSecondFactor } from '../sign-in/begin-second-factor.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.ts';
import { jsonFields, readJsonBodies, serveJson } from '../sign-in/json-body.ts';
import { secondFactorsOf } from '../sign-in/methods/registered-methods.ts';
import { currentSession } from '../sign-in/session-cookies.ts';
import { type SignInVisit, serveVisits } from '../sign-in-visit.ts';
import { CeremonyError, checkRegistration, creationOptions } from '../webauthn/ceremonies.ts';
import { relyingPartyOf } from '../webauthn/relying-party.ts';
import { ADD_PASSKEY, DELETE_METHOD, PASSKEY_OPTIONS, SECURITY_INFO } from './addresses.ts';
import { SecurityInfoPage } from './security-info-page.tsx';

const continuation = { kind: 'security-info' } as const;

/** The signed-in user's methods. Every form has a token of the session; without a session, or its second factor, the sign-in comes first. */
export async function securityInfo(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  const serve = serveVisits(context);
  app.get(
    SECURITY_INFO,
    serve(async (visit) => {
      const session = await currentSession(visit);
      if (!session) return beginSignIn(visit, { tenantId: 'common', continuation });
      const { again } = readOnce(visit.request.query, ['again'] as const);
      const lacking = await lackingProof(context, session);
      if (lacking === 'second-factor') return beginSecondFactor(visit, continuation, session);
      const { tenantId, userPrincipalName: loginHint } = session.user;
      if (lacking === 'other-method' && again !== undefined)
        return beginSignIn(visit, { tenantId, continuation, loginHint });
      return show(visit, session, { mustSignInAgain: lacking !== undefined });
    }),
  );
  app.post(
    ADD_PASSKEY,
    serve((visit) => addPasskey(visit)),
  );
  app.post(
    DELETE_METHOD,
    serve((visit) => deletePasskey(visit)),
  );
  await app.register(async (scripts) => {
    readJsonBodies(scripts);
    const answerJson = serveJson(serve, ({ code, message }) => ({ error: { code, message } }));
    scripts.post(
      PASSKEY_OPTIONS,
      answerJson((visit) => beginPasskey(visit)),
    );
  });
}

/**
 * What a session of one factor lacks before a passkey is registered, which would replace both: the second factor, or the sign-in with a method
 * that is two factors in itself, whichever the user has. A user who has only a password begins with it.
 */
async function lackingProof(
  { db }: IdpContext,
  { methods, user }: BrowserSession,
): Promise<'second-factor' | 'other-method' | undefined> {
  if (isMultifactor(methods)) return undefined;
  const row = await findUserById(db, user.id);
  if (row && (await secondFactorsOf(db, row)).length > 0) return 'second-factor';
  const strong = (await authenticationMethodsOf(db, user.id)).some(isStrong);
  return strong ? 'other-method' : undefined;
}

/** A pass that has expired would lock its user out. */
const isStrong = (method: AuthenticationMethod): boolean =>
  method.type === 'fido2' ||
  method.type === 'windowsHelloForBusiness' ||
  (method.type === 'x509Certificate' && method.isMultifactor);

interface Shown {
  name?: string;
  nameError?: string;
  refusal?: string;
  mustSignInAgain?: boolean;
}

async function show(
  visit: SignInVisit,
  session: BrowserSession,
  { name = '', mustSignInAgain = false, nameError, refusal }: Shown,
): Promise<FastifyReply> {
  const { context, request, reply } = visit;
  const { user } = session;
  const { id, origin } = relyingPartyOf(request, context.publicUrl());
  const browser = ensureBrowser(request, reply);
  const { port } = new URL(origin);
  return reply
    .header('cache-control', 'no-store')
    .page(
      <SecurityInfoPage
        user={user}
        methods={await authenticationMethodsOf(context.db, user.id)}
        token={formToken(browser, ...tokenPurpose(session))}
        otherAddress={
          id === undefined ? `http://localhost${port && `:${port}`}${SECURITY_INFO}` : undefined
        }
        mustSignInAgain={mustSignInAgain}
        name={name}
        nameError={nameError}
        refusal={refusal}
      />,
    );
}

const tokenPurpose = ({ idHash }: BrowserSession) => ['security-info', idHash];
/** A challenge is for this session. */
const challengePurpose = ({ idHash }: BrowserSession) => ['register', idHash];

/**
 * The session that a form was made for.
 *
 * @throws {IdpError} 165000 when the form was made for another browser or session, or the session lacks a factor
 */
async function sessionOf(visit: SignInVisit, token: string | undefined): Promise<BrowserSession> {
  const browser = browserOf(visit.request);
  const session = await currentSession(visit);
  if (
    !browser ||
    !session?.user.accountEnabled ||
    !isFormToken(token, browser, ...tokenPurpose(session)) ||
    (await lackingProof(visit.context, session)) !== undefined
  )
    throw aadsts(165000, {});
  return session;
}

/**
 * Answers the script with options for `navigator.credentials.create`, and keeps their challenge.
 *
 * @throws {IdpError} 165000 as `sessionOf`
 * @throws {IdpError} 130501 when the site was reached at an IP address
 */
async function beginPasskey(visit: SignInVisit): Promise<object> {
  const { context, request } = visit;
  const { db, clock, publicUrl } = context;
  const session = await sessionOf(visit, jsonFields(request.body, ['token']).token);
  const { id } = relyingPartyOf(request, publicUrl());
  if (id === undefined) throw aadsts(130501, {});
  const { user } = session;
  const existing = (await authenticationMethodsOf(db, user.id)).flatMap(credentialsIn);
  const options = await creationOptions(id, user, existing);
  const challenge = { challenge: options.challenge, userId: user.id };
  await storeChallenge(db, challengePurpose(session), challenge, clock());
  return options;
}

const credentialsIn = ({ credential }: { credential?: StoredCredential }) => credential ?? [];

async function addPasskey(visit: SignInVisit): Promise<FastifyReply> {
  const { context, request, reply } = visit;
  const { db, clock, publicUrl } = context;
  const {
    token,
    displayName = '',
    assertion = '',
  } = readOnce(request.body, ['token', 'displayName', 'assertion'] as const);
  const session = await sessionOf(visit, token);
  const { user } = session;
  const kept = await takeChallenge(db, challengePurpose(session), clock());
  const { id: rpId, origin } = relyingPartyOf(request, publicUrl());
  try {
    if (!kept || rpId === undefined)
      throw new CeremonyError('There is no challenge, or it was answered already.');
    const { challenge } = kept;
    const made = await checkRegistration(assertion, { rpId, origin, challenge });
    const existing = (await authenticationMethodsOf(db, user.id)).flatMap(credentialsIn);
    if (existing.some(({ id }) => id === made.credential.id))
      return show(visit, session, {
        name: displayName,
        refusal: 'This passkey is registered already.',
      });
    const { credential, passkeyType } = made;
    const method = { type: 'fido2' as const, displayName, passkeyType };
    await addAuthenticationMethod(db, user.id, method, clock(), credential);
    return reply.redirect(SECURITY_INFO, 303);
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(visit, session, { name: displayName, nameError: error.message });
    if (!(error instanceof CeremonyError)) throw error;
    request.log.info({ reason: error.message }, 'A passkey was not registered.');
    return show(visit, session, {
      name: displayName,
      refusal: 'The answer of the passkey was not for the request of this page. Try again.',
    });
  }
}

async function deletePasskey(visit: SignInVisit): Promise<FastifyReply> {
  const { context, request, reply } = visit;
  const { token, method = '' } = readOnce(request.body, ['token', 'method'] as const);
  const { user } = await sessionOf(visit, token);
  const methods = await authenticationMethodsOf(context.db, user.id);
  const isPasskey = methods.some(({ id, type }) => id === method && type === 'fido2');
  if (isPasskey)
    await deleteAuthenticationMethod(context.db, user.id, method).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error; // another tab was faster
    });
  return reply.redirect(SECURITY_INFO, 303);
}
