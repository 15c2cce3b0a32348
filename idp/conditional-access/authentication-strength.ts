import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';

type Mode = AuthenticationMethodMode;

export interface AuthenticationStrength {
  /** Graph's id of the authenticationStrengthPolicy. */
  readonly id: string;
  readonly displayName: string;
  /** Each is enough; the methods of one are needed together. */
  readonly allowedCombinations: readonly (readonly Mode[])[];
}

const phishingResistant: readonly (readonly Mode[])[] = [
  ['windowsHelloForBusiness'],
  ['fido2'],
  ['syncedPasskey'],
  ['x509CertificateMultiFactor'],
];
const passwordless: readonly (readonly Mode[])[] = [...phishingResistant, ['deviceBasedPush']];

/**
 * Entra's built-in strengths, with the combinations that Graph lists (entra-saml.md 10.9). Graph has no mode for a synced passkey, which is
 * `fido2` there.
 */
export const authenticationStrengths = {
  multifactorAuthentication: {
    id: '00000000-0000-0000-0000-000000000002',
    displayName: 'Multifactor authentication',
    allowedCombinations: [
      ...passwordless,
      ['temporaryAccessPassOneTime'],
      ['temporaryAccessPassMultiUse'],
      ['password', 'microsoftAuthenticatorPush'],
      ['password', 'softwareOath'],
      ['password', 'hardwareOath'],
      ['password', 'x509CertificateSingleFactor'],
      ['password', 'sms'],
      ['password', 'voice'],
      ['federatedMultiFactor'],
      ['federatedSingleFactor', 'microsoftAuthenticatorPush'],
      ['federatedSingleFactor', 'softwareOath'],
      ['federatedSingleFactor', 'hardwareOath'],
      ['federatedSingleFactor', 'sms'],
      ['federatedSingleFactor', 'voice'],
    ],
  },
  passwordlessMfa: {
    id: '00000000-0000-0000-0000-000000000003',
    displayName: 'Passwordless MFA',
    allowedCombinations: passwordless,
  },
  phishingResistantMfa: {
    id: '00000000-0000-0000-0000-000000000004',
    displayName: 'Phishing-resistant MFA',
    allowedCombinations: phishingResistant,
  },
} as const satisfies Record<string, AuthenticationStrength>;

export type AuthenticationStrengthName = keyof typeof authenticationStrengths;

/** Whether the methods of a session contain an allowed combination of each strength. */
export const satisfies = (
  strengths: readonly AuthenticationStrengthName[],
  used: readonly Mode[],
): boolean =>
  strengths.every((name) =>
    combinationsOf(name).some((combination) => combination.every((mode) => used.includes(mode))),
  );

/** The registered methods of a user, by their place in a sign-in. */
export interface RegisteredModes {
  /** With which a sign-in can begin. */
  asFirst: readonly Mode[];
  /** For which a user can be asked after the first one. */
  asSecond: readonly Mode[];
}

/**
 * What a user can do to satisfy strengths (entra-saml.md 10.9): add a method to those that were used, sign in with another one, or nothing, with
 * the methods that are registered.
 *
 * @param used in this sign-in
 */
export function canSatisfy(
  strengths: readonly AuthenticationStrengthName[],
  used: readonly Mode[],
  { asFirst, asSecond }: RegisteredModes,
): 'second-factor' | 'other-method' | 'no' {
  const withSecond = (first: readonly Mode[], seconds: readonly Mode[]) =>
    seconds.some((second) => satisfies(strengths, [...first, second]));
  if (withSecond(used, asSecond)) return 'second-factor';
  const other = asFirst.some(
    (first) => satisfies(strengths, [first]) || withSecond([first], asSecond),
  );
  if (other) return 'other-method';
  // A user without any second factor registers one in the sign-in.
  return asSecond.length === 0 && withSecond(used, secondFactors) ? 'second-factor' : 'no';
}

/**
 * Whether a user who lacks a second factor signs in with another method instead of registering one: a password alone must not add a method to
 * an account that has a passkey. A Temporary Access Pass does not count, since it is for registering methods.
 */
export const hasStrongerFirst = ({ asFirst, asSecond }: RegisteredModes): boolean =>
  asSecond.length === 0 && asFirst.some((mode) => satisfies(['passwordlessMfa'], [mode]));

/** The methods that can be registered in a sign-in. */
const secondFactors: readonly Mode[] = [
  'microsoftAuthenticatorPush',
  'softwareOath',
  'hardwareOath',
  'sms',
  'voice',
];

/** The names of strengths, for messages. */
export const strengthsInWords = (strengths: readonly AuthenticationStrengthName[]): string =>
  strengths.map((name) => authenticationStrengths[name].displayName).join(', ');

const combinationsOf = (name: AuthenticationStrengthName): readonly (readonly Mode[])[] =>
  authenticationStrengths[name].allowedCombinations;
