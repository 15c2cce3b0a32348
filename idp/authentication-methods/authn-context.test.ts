import { describe, expect, test } from 'vitest';
import { type AuthnContextReporting, authnContextOf } from './authn-context.ts';
import { type AuthenticationMethodMode, isMultifactor } from './modes.ts';

const short = (used: AuthenticationMethodMode[], reporting: AuthnContextReporting) => {
  const { classRef, references } = authnContextOf(used, reporting);
  return [classRef.split(':').at(-1), ...references.map((each) => each.split(/[/:]/).at(-1))].join(
    ' ',
  );
};

describe('as documented (entra-saml.md 10.1)', () => {
  test.each<[AuthenticationMethodMode[], string]>([
    [['password'], 'Password password'],
    [['microsoftAuthenticatorPush'], 'MobileOneFactorUnregistered rsa'],
    [
      ['password', 'microsoftAuthenticatorPush'],
      'MobileTwoFactorContract password rsa multipleauthn',
    ],
    [['password', 'softwareOath'], 'TimeSyncToken password otp multipleauthn'],
    [['password', 'hardwareOath'], 'TimeSyncToken password otp multipleauthn'],
    [['deviceBasedPush'], 'MobileTwoFactorContract swk multipleauthn'],
    [['sms'], 'MobileOneFactorUnregistered otp'],
    [['password', 'sms'], 'MobileTwoFactorContract password otp multipleauthn'],
    [['email'], 'MobileOneFactorUnregistered otp'],
    [['voice'], 'Telephony otp'],
    [['password', 'voice'], 'MobileTwoFactorContract password otp multipleauthn'],
    [['fido2'], 'SmartcardPKI fido multipleauthn'],
    [['syncedPasskey'], 'SoftwarePKI fido multipleauthn'],
    [['windowsHelloForBusiness'], 'SmartcardPKI hwk multipleauthn'],
    [['x509CertificateMultiFactor'], 'SmartcardPKI x509 multipleauthn'],
    [['x509CertificateSingleFactor'], 'X509 x509'],
    [['temporaryAccessPassOneTime'], 'Unspecified otp multipleauthn'],
    [['windowsIntegrated'], 'Kerberos wia'],
    [['deviceCertificate'], 'X509 x509'],
  ])('%j is %s', (used, expected) => {
    expect(short(used, 'asDocumented')).toBe(expected);
  });

  test.each<[AuthenticationMethodMode[], string]>([
    [['password', 'softwareOath'], 'TimeSyncToken password totp multipleauthn'],
    [['password', 'hardwareOath'], 'TimeSyncToken password hotp multipleauthn'],
    [['password', 'sms'], 'MobileTwoFactorContract password sms multipleauthn'],
    [['email'], 'MobileOneFactorUnregistered emailotp'],
    [['password', 'voice'], 'MobileTwoFactorContract password tel multipleauthn'],
    [['temporaryAccessPassMultiUse'], 'Unspecified tap multipleauthn'],
    [['fido2'], 'SmartcardPKI fido multipleauthn'],
  ])('granular: %j is %s', (used, expected) => {
    expect(short(used, 'asDocumentedGranular')).toBe(expected);
  });
});

test.each<[AuthenticationMethodMode[], string]>([
  [['password'], 'Password password'],
  [['password', 'softwareOath'], 'Password password multipleauthn'],
  [['password', 'microsoftAuthenticatorPush'], 'Password password multipleauthn'],
  [['windowsIntegrated'], 'windows windows'],
  [['federatedSingleFactor'], 'PasswordProtectedTransport PasswordProtectedTransport'],
  [['fido2'], 'SmartcardPKI fido multipleauthn'],
])('as captured %j is %s (entra-saml.md 2.4, 10.1)', (used, expected) => {
  expect(short(used, 'asCaptured')).toBe(expected);
});

test.each<[AuthenticationMethodMode[], boolean]>([
  [['password'], false],
  [['sms'], false],
  [['softwareOath', 'sms'], false],
  [['password', 'deviceCertificate'], false],
  [['password', 'sms'], true],
  [['windowsIntegrated', 'microsoftAuthenticatorPush'], true],
  [['x509CertificateSingleFactor', 'softwareOath'], true],
  [['x509CertificateSingleFactor'], false],
  [['fido2'], true],
])('whether %j is multifactor authentication: %s', (used, expected) => {
  expect(isMultifactor(used)).toBe(expected);
});
