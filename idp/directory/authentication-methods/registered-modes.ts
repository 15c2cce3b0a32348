import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { RegisteredModes } from '../../conditional-access/authentication-strength.ts';
import type { Database } from '../tables.ts';
import { findUserById } from '../users/users.ts';
import { type AuthenticationMethod, authenticationMethodsOf } from './authentication-methods.ts';

/** What a user can sign in with, in the words of authentication strengths. Everybody has a password. */
export async function registeredModes(db: Database, userId: string): Promise<RegisteredModes> {
  const [user, methods] = await Promise.all([
    findUserById(db, userId),
    authenticationMethodsOf(db, userId),
  ]);
  const codes: AuthenticationMethodMode[] = user?.softwareOath === 1 ? ['softwareOath'] : [];
  return {
    asFirst: ['password', ...methods.flatMap(firstFactorsOf)],
    asSecond: [...codes, ...methods.flatMap(secondFactorsOf)],
  };
}

function firstFactorsOf(method: AuthenticationMethod): AuthenticationMethodMode[] {
  switch (method.type) {
    case 'microsoftAuthenticator':
      return method.phoneSignIn ? ['deviceBasedPush'] : [];
    case 'fido2':
      return [method.passkeyType === 'synced' ? 'syncedPasskey' : 'fido2'];
    case 'windowsHelloForBusiness':
      return ['windowsHelloForBusiness'];
    case 'x509Certificate':
      return [method.isMultifactor ? 'x509CertificateMultiFactor' : 'x509CertificateSingleFactor'];
    case 'temporaryAccessPass':
      return [method.isUsableOnce ? 'temporaryAccessPassOneTime' : 'temporaryAccessPassMultiUse'];
    default:
      return [];
  }
}

function secondFactorsOf(method: AuthenticationMethod): AuthenticationMethodMode[] {
  switch (method.type) {
    case 'microsoftAuthenticator':
      return ['microsoftAuthenticatorPush'];
    case 'hardwareOath':
      return ['hardwareOath'];
    case 'phone':
      return method.phoneType === 'mobile' ? ['sms', 'voice'] : ['voice'];
    case 'email':
      return ['email'];
    default:
      return [];
  }
}
