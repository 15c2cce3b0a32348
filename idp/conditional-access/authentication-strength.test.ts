import { describe, expect, test } from 'vitest';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import {
  type AuthenticationStrengthName,
  canSatisfy,
  satisfies,
  strengthsInWords,
} from './authentication-strength.ts';

const [mfa, passwordless, phishingResistant] = [
  'multifactorAuthentication',
  'passwordlessMfa',
  'phishingResistantMfa',
] as const;

test.each<[AuthenticationMethodMode[], AuthenticationStrengthName[]]>([
  [['password'], []],
  [['windowsIntegrated'], []],
  [['password', 'email'], []],
  [['email', 'sms'], []],
  [['x509CertificateSingleFactor'], []],
  [['password', 'sms'], [mfa]],
  [['softwareOath', 'password'], [mfa]],
  [['temporaryAccessPassOneTime'], [mfa]],
  [['federatedMultiFactor'], [mfa]],
  [['deviceBasedPush'], [mfa, passwordless]],
  [['fido2'], [mfa, passwordless, phishingResistant]],
  [['syncedPasskey'], [mfa, passwordless, phishingResistant]],
  [
    ['windowsHelloForBusiness', 'deviceCertificate'],
    [mfa, passwordless, phishingResistant],
  ],
])('%j satisfies %j of the built-in strengths (entra-saml.md 10.9)', (used, expected) => {
  const all = [mfa, passwordless, phishingResistant];
  expect(all.filter((strength) => satisfies([strength], used))).toEqual(expected);
});

describe('what a user can do after a password', () => {
  test.each<
    [
      string,
      AuthenticationStrengthName[],
      AuthenticationMethodMode[],
      AuthenticationMethodMode[],
      string,
    ]
  >([
    ['a code, when the app is registered', [mfa], ['password'], ['softwareOath'], 'second-factor'],
    [
      'a passkey, when the strength allows no password',
      [phishingResistant],
      ['password', 'fido2'],
      ['softwareOath'],
      'other-method',
    ],
    [
      'a passkey, when the second factor is none of the strength',
      [mfa],
      ['password', 'fido2'],
      ['email'],
      'other-method',
    ],
    ['the registration of a second factor', [mfa], ['password'], [], 'second-factor'],
    ['nothing, when e-mail is the only second factor', [mfa], ['password'], ['email'], 'no'],
    [
      'nothing, when no method of the strength is registered',
      [phishingResistant],
      ['password'],
      ['softwareOath'],
      'no',
    ],
    [
      'a passkey, for two strengths at once',
      [mfa, phishingResistant],
      ['password', 'fido2'],
      ['softwareOath'],
      'other-method',
    ],
  ])('%s', (_, strengths, asFirst, asSecond, expected) => {
    expect(canSatisfy(strengths, ['password'], { asFirst, asSecond })).toBe(expected);
  });
});

test('several strengths are named', () => {
  expect(strengthsInWords([mfa, phishingResistant])).toBe(
    'Multifactor authentication, Phishing-resistant MFA',
  );
});
