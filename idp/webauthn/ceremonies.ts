import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { StoredCredential } from '../directory/authentication-methods/authentication-methods.ts';

/** Loaded with the first ceremony: most sign-ins have none. */
const library = () => import('@simplewebauthn/server');

/** How long the browser's dialog stays open. In milliseconds. */
const TIMEOUT = 5 * 60_000;

/** COSE identifiers of ES256, EdDSA and RS256. */
const algorithms = [-7, -8, -257];

/** What was expected of an answer. */
export interface ExpectedAnswer {
  rpId: string;
  origin: string;
  challenge: string;
}

/** An answer that proves nothing; the message says why, for the log. */
export class CeremonyError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CeremonyError';
  }
}

/** The user handle of a credential: the user's id, in UTF-8. */
const userHandleOf = (userId: string): Buffer<ArrayBuffer> => Buffer.from(userId, 'utf8');

/**
 * Options for `navigator.credentials.get`.
 *
 * @param allowed the credentials that may answer; empty: any discoverable one of this site
 */
export async function requestOptions(
  rpId: string,
  allowed: readonly StoredCredential[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: rpId,
    allowCredentials: allowed.map(({ id, transports }) => ({ id, transports })),
    userVerification: 'required',
    timeout: TIMEOUT,
  });
}

/** Options for `navigator.credentials.create`: a discoverable credential with user verification, as Entra asks for. */
export async function creationOptions(
  rpId: string,
  user: { id: string; userPrincipalName: string; displayName: string },
  existing: readonly StoredCredential[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: 'Mock Entra ID',
    rpID: rpId,
    userID: userHandleOf(user.id),
    userName: user.userPrincipalName,
    userDisplayName: user.displayName,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: existing.map(({ id, transports }) => ({ id, transports })),
    supportedAlgorithmIDs: algorithms,
    timeout: TIMEOUT,
  });
}

/** The members of an answer that are read before it is checked. */
export interface UncheckedAssertion {
  credentialId: string;
  /** The id of the user, as the authenticator says; undefined when it does not say. */
  userId: string | undefined;
  response: AuthenticationResponseJSON;
}

/** Largest answer of a browser that is read; real ones have about one kilobyte. In characters. */
const MAX_ANSWER = 32 * 1024;

/** @throws {CeremonyError} when the text is not the JSON of an assertion (WebAuthn 3, 5.1.8) */
export function readAssertion(text: string): UncheckedAssertion {
  const response = readAnswer(text) as unknown as AuthenticationResponseJSON;
  const { userHandle } = response.response;
  return {
    credentialId: response.id,
    userId:
      typeof userHandle === 'string' && userHandle !== ''
        ? Buffer.from(userHandle, 'base64url').toString('utf8')
        : undefined,
    response,
  };
}

/** @throws {CeremonyError} when the text is not JSON, or lacks the members that every answer has */
function readAnswer(text: string): { id: string; response: object } {
  if (text.length > MAX_ANSWER) throw new CeremonyError('The answer is too long.');
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new CeremonyError('The answer is not JSON.');
  }
  const { id, response } = (answer ?? {}) as { id?: unknown; response?: unknown };
  if (typeof id !== 'string' || typeof response !== 'object' || response === null)
    throw new CeremonyError('The answer has no id or no response.');
  return answer as { id: string; response: object };
}

/**
 * Checks an assertion: challenge, origin, host, user verification, counter and signature (WebAuthn 3, 7.2). A credential that was bound to a
 * device never becomes a synced one, nor the other way round.
 *
 * @returns the new counter
 * @throws {CeremonyError} when a check fails
 */
export async function checkAssertion(
  { response }: UncheckedAssertion,
  { rpId, origin, challenge }: ExpectedAnswer,
  { credential, passkeyType }: { credential: StoredCredential; passkeyType: string },
): Promise<number> {
  const { verifyAuthenticationResponse } = await library();
  const { verified, authenticationInfo } = await refusing(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: {
        id: credential.id,
        publicKey: Buffer.from(credential.publicKey, 'base64url'),
        counter: credential.counter,
      },
      requireUserVerification: true,
    }),
  );
  if (!verified) throw new CeremonyError('The signature is wrong.');
  if (passkeyTypeOf(authenticationInfo.credentialDeviceType) !== passkeyType)
    throw new CeremonyError('The flag for backup eligibility changed.');
  return authenticationInfo.newCounter;
}

/** A credential that a browser has just made. */
export interface NewCredential {
  credential: StoredCredential;
  passkeyType: 'deviceBound' | 'synced';
}

/**
 * Checks what `navigator.credentials.create` answered (WebAuthn 3, 7.1).
 *
 * @param text JSON
 * @throws {CeremonyError} when a check fails
 */
export async function checkRegistration(
  text: string,
  { rpId, origin, challenge }: ExpectedAnswer,
): Promise<NewCredential> {
  const { verifyRegistrationResponse } = await library();
  const response = readAnswer(text) as unknown as RegistrationResponseJSON;
  const { verified, registrationInfo } = await refusing(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (!verified) throw new CeremonyError('The attestation is wrong.');
  const { credential, credentialDeviceType } = registrationInfo;
  return {
    credential: {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: (credential.transports ?? [])
        .filter((one) => typeof one === 'string')
        .slice(0, 10)
        .map((one) => one.slice(0, 32)),
    },
    passkeyType: passkeyTypeOf(credentialDeviceType),
  };
}

/** By the flag for backup eligibility (WebAuthn 3, 6.1.3). */
const passkeyTypeOf = (deviceType: 'singleDevice' | 'multiDevice') =>
  deviceType === 'multiDevice' ? 'synced' : 'deviceBound';

/** The library throws a different error for each check, and those of the language for values of the wrong type. */
async function refusing<Result>(check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    throw new CeremonyError(error instanceof Error ? error.message : String(error));
  }
}
