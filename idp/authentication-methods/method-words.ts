import { type AuthenticationMethodMode, isMultifactor } from './modes.ts';

/** The words of the message AADSTS75011 for each method; those that no report shows are assumed (entra-saml.md 1.4, 10.2). */
const words: Readonly<Record<AuthenticationMethodMode, string>> = {
  password: 'Password, ProtectedTransport',
  microsoftAuthenticatorPush: 'MultiFactor',
  deviceBasedPush: 'MultiFactor',
  softwareOath: 'OneTimePasscode',
  hardwareOath: 'OneTimePasscode',
  sms: 'OneTimePasscode',
  voice: 'OneTimePasscode',
  email: 'OneTimePasscode',
  fido2: 'Fido',
  syncedPasskey: 'Fido',
  windowsHelloForBusiness: 'X509',
  x509CertificateSingleFactor: 'X509',
  x509CertificateMultiFactor: 'X509',
  temporaryAccessPassOneTime: 'OneTimePasscode',
  temporaryAccessPassMultiUse: 'OneTimePasscode',
  windowsIntegrated: 'WindowsIntegrated',
  deviceCertificate: 'X509Device',
  federatedSingleFactor: 'Password, ProtectedTransport',
  federatedMultiFactor: 'Password, ProtectedTransport',
};

/**
 * How the user signed in, in the words of AADSTS75011 (entra-saml.md 10.2). A password alone is two words. After a password or integrated Windows
 * authentication a second factor is not named: it makes `MultiFactor`. A certificate is named before `MultiFactor`; a key, a one-time code and
 * the device after it.
 */
export function methodWords(used: readonly AuthenticationMethodMode[]): string {
  const multifactor = isMultifactor(used) ? ['MultiFactor'] : [];
  const first = used.find((mode) => firstFactors.has(mode));
  if (first !== undefined && multifactor.length > 0)
    return [words[first].split(', ')[0], ...multifactor].join(', ');
  const named = used.map((mode) => words[mode]);
  return [
    ...new Set([
      ...named.filter((word) => !last.has(word)),
      ...multifactor,
      ...named.filter((word) => last.has(word)),
    ]),
  ].join(', ');
}

/** What a user knows, which a second factor follows. */
const firstFactors: ReadonlySet<AuthenticationMethodMode> = new Set([
  'password',
  'windowsIntegrated',
  'federatedSingleFactor',
]);

const last: ReadonlySet<string> = new Set(['OneTimePasscode', 'Fido', 'X509Device']);
