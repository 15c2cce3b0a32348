import { describe, expect, test } from 'vitest';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import { textOf } from '../testing/administration.ts';
import { redirectTo } from '../testing/browser.ts';
import { authnRequest } from '../testing/contoso.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import { contosoWithSessions } from '../testing/signed-in-by.ts';

const lab = contosoWithSessions();
const c = (name: string) => `urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`;
const windows = 'urn:federation:authentication:windows';
const multipleauthn = 'http://schemas.microsoft.com/claims/multipleauthn';

const ask = async (used: AuthenticationMethodMode[], classRefs: string[]) =>
  (await lab.signedInBy(used)).get(redirectTo(authnRequest({ classRefs })));

describe('AADSTS75011 names what was used and what was asked (entra-saml.md 10.2)', () => {
  test.each<[AuthenticationMethodMode[], string[], used: string, asked: string]>([
    [
      ['windowsHelloForBusiness'],
      [c('PasswordProtectedTransport')],
      'X509, MultiFactor',
      'Password, ProtectedTransport',
    ],
    [
      ['windowsHelloForBusiness', 'deviceCertificate'],
      [c('PasswordProtectedTransport')],
      'X509, MultiFactor, X509Device',
      'Password, ProtectedTransport',
    ],
    [
      ['fido2'],
      [c('PasswordProtectedTransport')],
      'MultiFactor, Fido',
      'Password, ProtectedTransport',
    ],
    [
      ['temporaryAccessPassOneTime'],
      [c('PasswordProtectedTransport')],
      'MultiFactor, OneTimePasscode',
      'Password, ProtectedTransport',
    ],
    [
      ['windowsIntegrated'],
      [c('PasswordProtectedTransport')],
      'WindowsIntegrated',
      'Password, ProtectedTransport',
    ],
    [
      ['windowsIntegrated', 'softwareOath'],
      [c('PasswordProtectedTransport')],
      'WindowsIntegrated, MultiFactor',
      'Password, ProtectedTransport',
    ],
    [['password', 'softwareOath'], [c('X509')], 'Password, MultiFactor', 'X509'],
    [['password'], [windows], 'Password, ProtectedTransport', 'WindowsIntegrated'],
    [['windowsHelloForBusiness'], [c('Password')], 'X509, MultiFactor', 'Password'],
    [['password', 'softwareOath'], [multipleauthn], 'Password, MultiFactor', multipleauthn],
  ])('%j, asked for %j', async (used, classRefs, usedWords, askedWords) => {
    const page = await ask(used, classRefs);
    expect(page.aadsts).toBe(75011);
    expect(textOf(page)).toContain(
      `AADSTS75011: Authentication method '${usedWords}' by which the user authenticated with the service doesn't match requested authentication method '${askedWords}'. Contact the Peakon application owner.`,
    );
  });
});

test.each<[AuthenticationMethodMode[], string[]]>([
  [['password'], [c('Password')]],
  [['password', 'softwareOath'], [c('Password')]],
  [['password', 'softwareOath'], [c('PasswordProtectedTransport')]],
  [['password', 'softwareOath'], [c('TimeSyncToken')]],
  [['deviceCertificate', 'password'], [c('PasswordProtectedTransport')]],
  [['windowsHelloForBusiness'], [c('X509')]],
  [['windowsHelloForBusiness'], [c('Password'), c('X509')]],
  [['x509CertificateMultiFactor'], [c('X509')]],
  [['fido2'], [c('SmartcardPKI')]],
  [['windowsIntegrated'], [windows]],
  [['windowsIntegrated'], [c('Kerberos')]],
  [['windowsIntegrated', 'softwareOath'], [windows]],
  [['temporaryAccessPassOneTime'], [c('Unspecified')]],
  [['fido2'], [c('unspecified')]],
])('%j satisfies %j', async (used, classRefs) => {
  expectSignedIn(await ask(used, classRefs));
});
