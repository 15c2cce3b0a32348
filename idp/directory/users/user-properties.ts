import type { ArgumentTypes } from '../../../input/argument-types.ts';
import { emailAddress } from '../../../input/email-address.ts';
import type { Fault } from '../../../input/invalid-input.ts';
import { caseKey } from '../../../store/case-key.ts';
import type { UserRow } from '../tables.ts';
import {
  changedProfile,
  type ProfileProperties,
  profileFaults,
  profilePropertiesOf,
  profilePropertyTypes,
} from './profile-properties.ts';
import {
  splitUserPrincipalName,
  userPrincipalNameFault,
  withLowerCaseDomain,
} from './user-principal-name.ts';

/** "User type" (entra-admin.md 1.10). */
export const userTypes = ['Member', 'Guest'] as const;

export type UserType = (typeof userTypes)[number];

/** The properties of a user that administrators edit, under Microsoft Graph's names (entra-admin.md 1.10). */
export interface UserProperties extends ProfileProperties {
  /** `name@domain` with a verified domain of the tenant; unique over all tenants, in any letter case. */
  userPrincipalName: string;
  displayName: string;
  /** `''` when the user has none; so do `surname` and `mail`. */
  givenName: string;
  surname: string;
  mail: string;
  /** Several users may have the same one. */
  mailNickname: string;
  userType: UserType;
  /** Off: AADSTS50057 at the sign-in. */
  accountEnabled: boolean;
  /** What the identity provider of a federated domain calls the user; unique in the tenant. `''` for none. */
  onPremisesImmutableId: string;
}

/** Some of the properties of a user. */
export type SomeUserProperties = {
  [Name in keyof UserProperties]?: UserProperties[Name] | undefined;
};

export const userPropertyTypes: ArgumentTypes<SomeUserProperties> = {
  ...profilePropertyTypes,
  userPrincipalName: 'string?',
  displayName: 'string?',
  givenName: 'string?',
  surname: 'string?',
  mail: 'string?',
  mailNickname: 'string?',
  userType: 'string?',
  accountEnabled: 'boolean?',
  onPremisesImmutableId: 'string?',
};

/** In characters. */
const MAX_NAME = 256;
const MAX_PART = 64;

/**
 * The broken rules of the properties that are given. Whether another user has the name is for the database to say.
 *
 * @param domains the tenant's verified domains
 */
export function userPropertyFaults(
  properties: SomeUserProperties,
  domains: readonly string[],
): (Fault | undefined)[] {
  const { userPrincipalName, displayName, givenName, surname, mail } = properties;
  const { mailNickname, userType } = properties;
  return [
    userPrincipalName === undefined
      ? undefined
      : userPrincipalNameFault(userPrincipalName, domains),
    displayName === ''
      ? { property: 'displayName', code: 'required', message: 'Enter a display name.' }
      : tooLong('displayName', 'A display name', displayName, MAX_NAME),
    tooLong('givenName', 'A first name', givenName, MAX_PART),
    tooLong('surname', 'A last name', surname, MAX_PART),
    mailFault(mail),
    mailNickname === undefined ? undefined : mailNicknameFault(mailNickname),
    userType === undefined || userTypes.includes(userType)
      ? undefined
      : { property: 'userType', code: 'user_type', message: 'Choose Member or Guest.' },
    immutableIdFault(properties.onPremisesImmutableId),
    ...profileFaults(properties),
  ];
}

function tooLong(
  property: string,
  what: string,
  value: string | undefined,
  most: number,
): Fault | undefined {
  if (value === undefined || value.length <= most) return undefined;
  return { property, code: 'too_long', message: `${what} has at most ${most} characters.` };
}

function mailFault(mail = ''): Fault | undefined {
  if (mail === '' || emailAddress.test(mail)) return undefined;
  return {
    property: 'mail',
    code: 'mail',
    message: 'This is not an e-mail address; it looks like name@contoso.com.',
  };
}

/** At most 64 characters, and what XML and forms carry unchanged ("Use a SAML 2.0 identity provider", required attributes). */
function immutableIdFault(id = ''): Fault | undefined {
  if (/^[\x21-\x7e]{0,64}$/.test(id)) return undefined;
  return {
    property: 'onPremisesImmutableId',
    code: 'immutable_id',
    message: 'An immutable ID has at most 64 ASCII characters, without spaces.',
  };
}

/** What Graph forbids in mailNickname, in addition to anything outside ASCII (resource type user). */
const forbidden = /[^\x21-\x7e]|[@()\\[\]";:<>,]/;

function mailNicknameFault(nickname: string): Fault | undefined {
  const fault = (code: string, message: string): Fault => ({
    property: 'mailNickname',
    code,
    message,
  });
  if (nickname === '')
    return fault('required', 'Enter a mail nickname, or derive it from the user principal name.');
  const [odd] = [...nickname].filter((character) => forbidden.test(character));
  if (odd !== undefined)
    return fault(
      'character',
      `${odd.trim() === '' ? 'A space' : `The character ${odd}`} is not allowed in a mail nickname: use letters a to z, digits and signs other than @ ( ) \\ [ ] " ; : < > ,`,
    );
  return tooLong('mailNickname', 'A mail nickname', nickname, MAX_PART);
}

/** The properties as columns; `undefined` for those that are not given. @param profile as it is stored so far */
export function userColumns(properties: SomeUserProperties, profile: string | null = null) {
  const { userPrincipalName, displayName, givenName, surname, mail } = properties;
  const { mailNickname, userType, accountEnabled, onPremisesImmutableId } = properties;
  const name = userPrincipalName === undefined ? undefined : withLowerCaseDomain(userPrincipalName);
  return {
    userPrincipalName: name,
    signInName: name === undefined ? undefined : caseKey(name),
    displayName,
    givenName: givenName === '' ? null : givenName,
    surname: surname === '' ? null : surname,
    mail: mail === '' ? null : mail,
    mailNickname,
    userType,
    accountEnabled: accountEnabled === undefined ? undefined : Number(accountEnabled),
    onPremisesImmutableId: onPremisesImmutableId === '' ? null : onPremisesImmutableId,
    profile: changedProfile(profile, properties),
  };
}

/** The stored properties. */
export const userPropertiesOf = (user: UserRow): UserProperties => ({
  userPrincipalName: user.userPrincipalName,
  displayName: user.displayName,
  givenName: user.givenName ?? '',
  surname: user.surname ?? '',
  mail: user.mail ?? '',
  mailNickname: user.mailNickname,
  userType: user.userType === 'Guest' ? 'Guest' : 'Member',
  accountEnabled: user.accountEnabled === 1,
  onPremisesImmutableId: user.onPremisesImmutableId ?? '',
  ...profilePropertiesOf(user.profile),
});

/** The mail nickname that Entra derives: the part of the userPrincipalName before the @. */
export const derivedMailNickname = (userPrincipalName: string): string =>
  splitUserPrincipalName(userPrincipalName).userName;
