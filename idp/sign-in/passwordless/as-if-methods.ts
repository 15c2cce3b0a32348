import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { AuthenticationMethod } from '../../directory/authentication-methods/authentication-methods.ts';

/** A method that the lab only pretends to use: no browser can show Windows Hello or a certificate for it, or it has no credential. */
export type AsIfMethod = Extract<
  AuthenticationMethod,
  { type: 'windowsHelloForBusiness' | 'x509Certificate' | 'fido2' }
>;

export const isAsIf = (method: AuthenticationMethod): method is AsIfMethod =>
  method.type === 'windowsHelloForBusiness' ||
  method.type === 'x509Certificate' ||
  (method.type === 'fido2' && method.credential === undefined);

/** What the session remembers of such a method. */
export function modeOf(method: AsIfMethod): AuthenticationMethodMode {
  switch (method.type) {
    case 'windowsHelloForBusiness':
      return 'windowsHelloForBusiness';
    case 'x509Certificate':
      return method.isMultifactor ? 'x509CertificateMultiFactor' : 'x509CertificateSingleFactor';
    case 'fido2':
      return method.passkeyType === 'synced' ? 'syncedPasskey' : 'fido2';
  }
}

interface Words {
  heading: string;
  /** What would happen in reality. */
  reality: string;
}

export function wordsOf(method: AsIfMethod): Words {
  switch (method.type) {
    case 'windowsHelloForBusiness':
      return {
        heading: 'Windows Hello for Business',
        reality:
          'On a joined Windows device, Windows would ask for the face, the fingerprint or the PIN of the device, and sign with its key.',
      };
    case 'x509Certificate':
      return {
        heading: 'Use a certificate or smart card',
        reality: method.isMultifactor
          ? 'The browser would ask which certificate to use and for the PIN of the smart card. The tenant counts this certificate as multifactor authentication.'
          : 'The browser would ask which certificate to use. The tenant counts this certificate as a single factor.',
      };
    case 'fido2':
      return {
        heading: 'Face, fingerprint, PIN or security key',
        reality:
          'The browser would ask for the passkey. This one exists only in the lab, without a key.',
      };
  }
}

/** Whether the device can be proven too, as on a joined one. */
export const canProveDevice = ({ type }: AsIfMethod): boolean => type !== 'fido2';
