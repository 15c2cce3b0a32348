import { expect, test } from 'vitest';
import { methodWords } from './method-words.ts';
import type { AuthenticationMethodMode } from './modes.ts';

test.each<[AuthenticationMethodMode[], string]>([
  [['password'], 'Password, ProtectedTransport'],
  [['password', 'softwareOath'], 'Password, MultiFactor'],
  [['windowsIntegrated', 'softwareOath'], 'WindowsIntegrated, MultiFactor'],
  [['fido2'], 'MultiFactor, Fido'],
  [['syncedPasskey', 'deviceCertificate'], 'MultiFactor, Fido, X509Device'],
  [['x509CertificateMultiFactor'], 'X509, MultiFactor'],
  [['windowsHelloForBusiness'], 'X509, MultiFactor'],
  [['windowsHelloForBusiness', 'deviceCertificate'], 'X509, MultiFactor, X509Device'],
  [['temporaryAccessPassOneTime'], 'MultiFactor, OneTimePasscode'],
  [['windowsIntegrated'], 'WindowsIntegrated'],
])('%j is "%s" (entra-saml.md 10.2)', (used, expected) => {
  expect(methodWords(used)).toBe(expected);
});
