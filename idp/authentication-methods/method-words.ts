import { type AuthenticationMethodMode, isMultifactor } from './modes.ts';

/** The words of the message AADSTS75011 for each method; those that no report shows are assumed (entra-saml.md 1.4, 10.2). */
const words: Readonly<Record<AuthenticationMethodMode, string>> = {
  password: 'Password',
  microsoftAuthenticatorPush: 'MultiFactor',
  deviceBasedPush: 'MultiFactor',
  softwareOath: 'OneTimePasscode',
  hardwareOath: 'OneTimePasscode',
  sms: 'OneTimePasscode',
  voice: 'OneTimePasscode',
  email: 'OneTimePasscode',
  fido2: 'X509',
  syncedPasskey: 'X509',
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
 * How the user signed in, in the words of AADSTS75011. A password alone is two words; with a second factor it is `Password, MultiFactor`, and
 * the second factor is not named. A one-time code is named after `MultiFactor`, a certificate before it.
 */
export function methodWords(used: readonly AuthenticationMethodMode[]): string {
  const multifactor = isMultifactor(used) ? ['MultiFactor'] : [];
  if (used.includes('password'))
    return ['Password', ...(multifactor.length > 0 ? multifactor : ['ProtectedTransport'])].join(
      ', ',
    );
  const named = used.map((mode) => words[mode]);
  const after = (word: string) => word === 'OneTimePasscode' || word === 'X509Device';
  return [
    ...new Set([...named.filter((word) => !after(word)), ...multifactor, ...named.filter(after)]),
  ].join(', ');
}
