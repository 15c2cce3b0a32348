/** What a method proves: something the user knows, something the user has, both, or nothing about the user. */
type Factor = 'knows' | 'has' | 'both' | 'none';

interface Mode {
  /** Entra's name on pages. */
  readonly label: string;
  readonly factor: Factor;
}

/**
 * The ways to sign in under Graph's names (authenticationMethodModes), with four that Graph has no mode for: `email` and `windowsIntegrated`
 * sign in, `syncedPasskey` differs from `fido2` in the token, and `deviceCertificate` proves the device (entra-saml.md 10.1).
 */
const modes = {
  password: { label: 'Password', factor: 'knows' },
  microsoftAuthenticatorPush: { label: 'Microsoft Authenticator (push)', factor: 'has' },
  deviceBasedPush: { label: 'Microsoft Authenticator (phone sign-in)', factor: 'both' },
  softwareOath: { label: 'Software OATH token', factor: 'has' },
  hardwareOath: { label: 'Hardware OATH token', factor: 'has' },
  sms: { label: 'Text message', factor: 'has' },
  voice: { label: 'Phone call', factor: 'has' },
  email: { label: 'Email code', factor: 'has' },
  fido2: { label: 'Passkey (device-bound)', factor: 'both' },
  syncedPasskey: { label: 'Passkey (synced)', factor: 'both' },
  windowsHelloForBusiness: { label: 'Windows Hello for Business', factor: 'both' },
  x509CertificateSingleFactor: { label: 'Certificate (single-factor)', factor: 'has' },
  x509CertificateMultiFactor: { label: 'Certificate (multifactor)', factor: 'both' },
  temporaryAccessPassOneTime: { label: 'Temporary Access Pass (one-time use)', factor: 'both' },
  temporaryAccessPassMultiUse: { label: 'Temporary Access Pass (multi-use)', factor: 'both' },
  windowsIntegrated: { label: 'Integrated Windows authentication', factor: 'knows' },
  deviceCertificate: { label: 'Device certificate', factor: 'none' },
  federatedSingleFactor: { label: 'Federated single-factor', factor: 'knows' },
  federatedMultiFactor: { label: 'Federated multifactor', factor: 'both' },
} as const satisfies Record<string, Mode>;

export type AuthenticationMethodMode = keyof typeof modes;

export const authenticationMethodModes = Object.keys(modes) as AuthenticationMethodMode[];

/** Entra's name on pages. */
export const labelOf = (mode: AuthenticationMethodMode): string => modes[mode].label;

/** Whether these methods say nothing about who the user is. */
export const provesNobody = (used: readonly AuthenticationMethodMode[]): boolean =>
  used.every((mode) => modes[mode].factor === 'none');

/**
 * Whether the methods of a session are multifactor authentication: one that is two factors in itself, or two of different kinds. A
 * single-factor certificate takes the place of the password, so that a code or a push completes it.
 */
export function isMultifactor(used: readonly AuthenticationMethodMode[]): boolean {
  const factors = used.map(
    (mode): Factor => (mode === 'x509CertificateSingleFactor' ? 'knows' : modes[mode].factor),
  );
  return factors.includes('both') || (factors.includes('knows') && factors.includes('has'));
}
