import {
  type AuthenticationMethod,
  authenticationMethodsOf,
} from '../../directory/authentication-methods/authentication-methods.ts';
import type { Database, UserRow } from '../../directory/tables.ts';
import { authenticatorPush, type PhoneType, phoneCall, phoneSignIn } from './approval.ts';
import type { ApprovalMethod, SignInMethod } from './method.ts';
import { oathCode } from './oath-code.ts';
import { emailCode, textMessage } from './sent-code.ts';

/**
 * The second factors that a user has registered, the default one first. Entra asks for the most secure one, in the order of system-preferred
 * multifactor authentication: notifications of Authenticator, codes of apps and tokens, telephony. That is on unless an administrator turns it
 * off, and overrides the user's default method (Graph's `signInPreferences`), so there is no setting for it here. Text messages before calls, and
 * e-mail at the end, is assumed.
 */
export async function secondFactorsOf(
  db: Database,
  user: UserRow,
): Promise<readonly SignInMethod[]> {
  const registered = await authenticationMethodsOf(db, user.id);
  const phones = registered.filter((method) => method.type === 'phone');
  const numberOf = (type: PhoneType) =>
    phones.find(({ phoneType }) => phoneType === type)?.phoneNumber;
  const [mobile, email] = [
    numberOf('mobile'),
    registered.find((method) => method.type === 'email')?.emailAddress,
  ];
  const apps = phonesWithApp(registered);
  return [
    apps && authenticatorPush(apps),
    oathCode(
      user,
      registered.filter((method) => method.type === 'hardwareOath'),
    ),
    mobile && textMessage(mobile),
    ...(['mobile', 'alternateMobile', 'office'] as const).map((type) => {
      const number = numberOf(type);
      return number && phoneCall(type, number);
    }),
    email && emailCode(email),
  ].filter((method) => typeof method === 'object');
}

/** Phone sign-in without a password; undefined when none of the user's phones can do it. */
export async function phoneSignInOf(
  db: Database,
  user: UserRow,
): Promise<ApprovalMethod | undefined> {
  const registered = await authenticationMethodsOf(db, user.id);
  const able = registered.filter(
    (method) => method.type === 'microsoftAuthenticator' && method.phoneSignIn,
  );
  const apps = phonesWithApp(able);
  return apps ? phoneSignIn(apps) : undefined;
}

/** The names of the phones with Authenticator: each of them asks. Empty when there is none. */
const phonesWithApp = (registered: readonly AuthenticationMethod[]): string =>
  registered
    .filter((method) => method.type === 'microsoftAuthenticator')
    .map(({ displayName }) => displayName)
    .join(', ');
