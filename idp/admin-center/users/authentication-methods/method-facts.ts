import type { AuthenticationMethod } from '../../../directory/authentication-methods/authentication-methods.ts';
import type { MethodType } from '../../../directory/authentication-methods/method-properties.ts';
import { shownInstant } from '../../shown-instant.ts';

/** Entra's names on the page "Authentication methods". */
export const methodLabels: Readonly<Record<MethodType, string>> = {
  phone: 'Phone number',
  email: 'Email',
  microsoftAuthenticator: 'Microsoft Authenticator',
  hardwareOath: 'Hardware OATH token',
  fido2: 'Passkey (FIDO2)',
  windowsHelloForBusiness: 'Windows Hello for Business',
  x509Certificate: 'Certificate',
  temporaryAccessPass: 'Temporary Access Pass',
};

export const phoneTypes = {
  mobile: 'Mobile',
  alternateMobile: 'Alternate mobile',
  office: 'Office',
};
export const passkeyTypes = { deviceBound: 'Device-bound', synced: 'Synced' };

/** What tells a method from others of its type, in one line. Neither secrets nor passes are shown again. */
export function methodDetail(method: AuthenticationMethod, now: Date): string {
  switch (method.type) {
    case 'phone':
      return `${method.phoneNumber} (${said(phoneTypes, method.phoneType)})`;
    case 'email':
      return method.emailAddress;
    case 'microsoftAuthenticator':
      return `${method.displayName}${method.phoneSignIn ? ', with phone sign-in' : ''}`;
    case 'hardwareOath':
      return `${method.serialNumber}, a code every ${method.timeIntervalInSeconds} s`;
    case 'fido2':
      return `${method.displayName} (${said(passkeyTypes, method.passkeyType)}${method.credential ? '' : ', as if'})`;
    case 'windowsHelloForBusiness':
      return method.displayName;
    case 'x509Certificate':
      return `${method.displayName} (${method.isMultifactor ? 'multifactor' : 'single-factor'})`;
    case 'temporaryAccessPass':
      return passDetail(method, now);
  }
}

const said = (words: Readonly<Record<string, string>>, value: string): string =>
  words[value] ?? value;

function passDetail(
  pass: Extract<AuthenticationMethod, { type: 'temporaryAccessPass' }>,
  now: Date,
): string {
  const start = Date.parse(pass.startDateTime ?? pass.createdDateTime);
  const end = start + pass.lifetimeInMinutes * 60_000;
  const once = pass.isUsableOnce ? 'one-time' : 'multi-use';
  const used = pass.isUsableOnce && pass.isUsed === true;
  if (used) return `${once}, used`;
  if (now.getTime() >= end)
    return `${once}, expired ${shownInstant(new Date(end).toISOString())} UTC`;
  const from = now.getTime() < start ? `from ${shownInstant(new Date(start).toISOString())} ` : '';
  return `${once}, ${from}until ${shownInstant(new Date(end).toISOString())} UTC`;
}
