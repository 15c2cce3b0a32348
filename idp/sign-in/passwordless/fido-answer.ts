import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { isFormToken } from '../../browser-cookie.ts';
import type { StoredCredential } from '../../directory/authentication-methods/authentication-methods.ts';
import {
  type Fido2Method,
  recordCredentialUse,
} from '../../directory/authentication-methods/use-method.ts';
import { storeChallenge, takeChallenge } from '../../directory/sign-in/webauthn-challenges.ts';
import type { Database, UserRow } from '../../directory/tables.ts';
import { findAccount } from '../../directory/users/guests.ts';
import { findUserById } from '../../directory/users/users.ts';
import { aadsts } from '../../errors.ts';
import type { SignInVisit } from '../../sign-in-visit.ts';
import {
  CeremonyError,
  checkAssertion,
  readAssertion,
  requestOptions,
} from '../../webauthn/ceremonies.ts';
import { relyingPartyOf } from '../../webauthn/relying-party.ts';
import { inlineErrors } from '../inline-error.tsx';
import { jsonFields } from '../json-body.ts';
import { type FoundSignIn, findSignIn, type PostedForm } from '../posted-form.ts';
import { fidoStep } from './fido.tsx';
import { firstFactorMethodsOf } from './first-factors.ts';
import { refusals } from './refusals.ts';

/** A challenge is for this browser and this sign-in. */
const purposeOf = ({ browser, ctx }: FoundSignIn) => ['sign-in', browser, ctx];

/**
 * Answers the script with options for `navigator.credentials.get`, and keeps their challenge.
 *
 * @throws {IdpError} 165000 when the page was made for another sign-in, user or browser
 * @throws {IdpError} 50089 when the sign-in has finished or expired
 * @throws {IdpError} 130501 when the site was reached at an IP address
 */
export async function beginPasskey(visit: SignInVisit): Promise<object> {
  const { context, request } = visit;
  const { db, clock, publicUrl } = context;
  const fields = jsonFields(request.body, ['ctx', 'flowtoken', 'login']);
  const found = await findSignIn(visit, fields.ctx);
  const userName = fields.login ?? '';
  if (!isFormToken(fields.flowtoken, found.browser, 'flow', found.ctx, ...fidoStep(userName)))
    throw aadsts(165000, {});
  const { id } = relyingPartyOf(request, publicUrl());
  if (id === undefined) throw aadsts(130501, {});
  const user = userName ? await findAccount(db, found.pending.tenantId, userName) : undefined;
  const methods = user ? await fido2MethodsOf(db, user) : [];
  const options = await requestOptions(
    id,
    methods.map(({ credential }) => credential),
  );
  const challenge = { challenge: options.challenge, userId: user?.id ?? null };
  await storeChallenge(db, purposeOf(found), challenge, clock());
  return options;
}

type Proof =
  | { user: UserRow; mode: AuthenticationMethodMode }
  | {
      user: UserRow | undefined;
      refused:
        | (typeof inlineErrors)['userDisabled']
        | (typeof refusals)['unknownKey' | 'wrongProof'];
    };

/**
 * Checks the answer of a security key or passkey. The challenge is gone afterwards, whatever the answer was.
 *
 * @throws {IdpError} 165000 when the page was made for another sign-in, user or browser
 */
export async function proveByPasskey(visit: SignInVisit, form: PostedForm): Promise<Proof> {
  const { context, request } = visit;
  const { db, clock, publicUrl } = context;
  const { fields, browser, ctx, pending } = form;
  if (!isFormToken(fields.flowToken, browser, 'flow', ctx, ...fidoStep(fields.login ?? '')))
    throw aadsts(165000, {});
  const expected = await takeChallenge(db, purposeOf(form), clock());
  let user: UserRow | undefined;
  try {
    if (!expected) throw new CeremonyError('There is no challenge, or it was answered already.');
    const assertion = readAssertion(fields.assertion ?? '');
    user = await ownerOf(db, pending.tenantId, expected.userId, assertion.userId);
    const method = user && (await fido2MethodsOf(db, user)).find(has(assertion.credentialId));
    if (!user || !method) return { user, refused: refusals.unknownKey };
    const { id: rpId, origin } = relyingPartyOf(request, publicUrl());
    if (rpId === undefined) throw new CeremonyError('An IP address has no passkeys.');
    const { challenge } = expected;
    const counter = await checkAssertion(assertion, { rpId, origin, challenge }, method);
    if (user.accountEnabled !== 1) return { user, refused: inlineErrors.userDisabled };
    if (!(await recordCredentialUse(db, method, counter)))
      throw new CeremonyError('The counter does not grow.');
    return { user, mode: method.passkeyType === 'synced' ? 'syncedPasskey' : 'fido2' };
  } catch (error) {
    if (!(error instanceof CeremonyError)) throw error;
    request.log.info({ reason: error.message }, 'A passkey was refused.');
    return { user, refused: refusals.wrongProof };
  }
}

/**
 * Whose credential it must be: the user whom the page named, or else the one whom the authenticator names. Both must agree (WebAuthn 3, 7.2).
 *
 * @param tenantId GUID, or `common` for every tenant
 */
async function ownerOf(
  db: Database,
  tenantId: string,
  expected: string | null,
  named: string | undefined,
): Promise<UserRow | undefined> {
  const id = expected ?? named;
  if (id === undefined || (named !== undefined && named !== id)) return undefined;
  const user = await findUserById(db, id);
  return user && (tenantId === 'common' || user.tenantId === tenantId) ? user : undefined;
}

type WithCredential = Fido2Method & { credential: StoredCredential };

async function fido2MethodsOf(db: Database, user: UserRow): Promise<WithCredential[]> {
  const methods = await firstFactorMethodsOf(db, user);
  return methods.filter(
    (method): method is WithCredential =>
      method.type === 'fido2' && method.credential !== undefined,
  );
}

const has =
  (credentialId: string) =>
  ({ credential }: WithCredential): boolean =>
    credential.id === credentialId;
