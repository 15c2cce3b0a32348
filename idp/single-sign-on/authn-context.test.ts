import { describe, expect, test } from 'vitest';
import type { AuthnContextReporting } from '../authentication-methods/authn-context.ts';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import { redirectTo } from '../testing/browser.ts';
import { authnRequest } from '../testing/contoso.ts';
import { contosoForAllTests } from '../testing/contoso-for-each-test.ts';
import { signedInBy } from '../testing/signed-in-by.ts';

const lab = contosoForAllTests();

/** Class and references of an assertion, each by its last part. */
function said(response = ''): string {
  const classRef = /<AuthnContextClassRef>([^<]+)</.exec(response)?.[1];
  const claim = /authnmethodsreferences"[^>]*>(.*?)<\/Attribute>/.exec(response)?.[1] ?? '';
  const references = [...claim.matchAll(/<AttributeValue>([^<]+)</g)].map(([, value]) => value);
  return [classRef, ...references].map((each) => each?.split(/[/:]/).at(-1)).join(' ');
}

/** What the token says as captured, as documented, and with granular amr where that differs. */
type Row = [
  used: AuthenticationMethodMode[],
  asCaptured: string,
  asDocumented: string,
  granular?: string,
];

const otp = 'TimeSyncToken password otp multipleauthn';
const contract = 'MobileTwoFactorContract password otp multipleauthn';
const captured = 'Password password multipleauthn';

describe.each<Row>([
  [['password'], 'Password password', 'Password password'],
  [
    ['microsoftAuthenticatorPush'],
    'MobileOneFactorUnregistered rsa',
    'MobileOneFactorUnregistered rsa',
  ],
  [
    ['password', 'microsoftAuthenticatorPush'],
    captured,
    'MobileTwoFactorContract password rsa multipleauthn',
  ],
  [
    ['deviceBasedPush'],
    'MobileTwoFactorContract swk multipleauthn',
    'MobileTwoFactorContract swk multipleauthn',
  ],
  [['password', 'softwareOath'], captured, otp, otp.replace('otp', 'totp')],
  [['password', 'hardwareOath'], captured, otp, otp.replace('otp', 'hotp')],
  [['password', 'sms'], captured, contract, contract.replace('otp', 'sms')],
  [['password', 'voice'], captured, contract, contract.replace('otp', 'tel')],
  [
    ['email'],
    'MobileOneFactorUnregistered otp',
    'MobileOneFactorUnregistered otp',
    'MobileOneFactorUnregistered emailotp',
  ],
  [['password', 'email'], captured, contract, contract.replace('otp', 'emailotp')],
  [['fido2'], 'SmartcardPKI fido multipleauthn', 'SmartcardPKI fido multipleauthn'],
  [['syncedPasskey'], 'SoftwarePKI fido multipleauthn', 'SoftwarePKI fido multipleauthn'],
  [['windowsHelloForBusiness'], 'SmartcardPKI hwk multipleauthn', 'SmartcardPKI hwk multipleauthn'],
  [['x509CertificateSingleFactor'], 'X509 x509', 'X509 x509'],
  [
    ['x509CertificateMultiFactor'],
    'SmartcardPKI x509 multipleauthn',
    'SmartcardPKI x509 multipleauthn',
  ],
  [
    ['temporaryAccessPassOneTime'],
    'Unspecified otp multipleauthn',
    'Unspecified otp multipleauthn',
    'Unspecified tap multipleauthn',
  ],
  [
    ['temporaryAccessPassMultiUse'],
    'Unspecified otp multipleauthn',
    'Unspecified otp multipleauthn',
    'Unspecified tap multipleauthn',
  ],
  [['windowsIntegrated'], 'windows windows', 'Kerberos wia'],
  [
    ['windowsIntegrated', 'softwareOath'],
    'TimeSyncToken windows otp multipleauthn',
    'TimeSyncToken wia otp multipleauthn',
    'TimeSyncToken wia totp multipleauthn',
  ],
  [['deviceCertificate', 'password'], 'Password password', 'X509 x509 password'],
  [
    ['federatedSingleFactor'],
    'PasswordProtectedTransport PasswordProtectedTransport',
    'PasswordProtectedTransport PasswordProtectedTransport',
  ],
  [
    ['federatedMultiFactor'],
    'PasswordProtectedTransport PasswordProtectedTransport multipleauthn',
    'PasswordProtectedTransport PasswordProtectedTransport multipleauthn',
  ],
])('%j', (used, asCaptured, asDocumented, granular = asDocumented) => {
  test.each<[AuthnContextReporting, string]>([
    ['asCaptured', asCaptured],
    ['asDocumented', asDocumented],
    ['asDocumentedGranular', granular],
  ])('the assertion says, %s: %s', async (authnContextReporting, expected) => {
    await lab.idp.directory.setAuthnContext(lab.servicePrincipalId, { authnContextReporting });
    const browser = await signedInBy(lab, used);
    const { response } = await browser.get(redirectTo(authnRequest()));
    expect(said(response)).toBe(expected);
  });
});
