import type { Fault } from '../../../input/invalid-input.ts';
import type { UserRow } from '../../directory/tables.ts';
import { splitUserPrincipalName } from '../../directory/users/user-principal-name.ts';
import {
  derivedMailNickname,
  type UserProperties,
  type UserType,
  userPropertiesOf,
} from '../../directory/users/user-properties.ts';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { PostedForm } from '../posted-form.ts';
import {
  type ProfileForm,
  profileFieldOf,
  profileFormOf,
  profilePropertiesIn,
  readProfileForm,
} from './profile-form.ts';

/** The form of a user as it was typed (entra-admin.md 1.10). */
export interface UserForm {
  /** The part of the userPrincipalName before the @, and the domain after it. */
  userName: string;
  domain: string;
  displayName: string;
  givenName: string;
  surname: string;
  mail: string;
  /** As typed; ignored when it is derived. */
  mailNickname: string;
  /** "Derive from user principal name" */
  deriveMailNickname: boolean;
  userType: string;
  accountEnabled: boolean;
  onPremisesImmutableId: string;
  onPremisesSyncEnabled: boolean;
  /** The other properties, see `profile-form.ts`. */
  profile: ProfileForm;
}

export function readUserForm(form: PostedForm): UserForm {
  return {
    userName: form.text('userName'),
    domain: form.text('domain'),
    displayName: form.text('displayName'),
    givenName: form.text('givenName'),
    surname: form.text('surname'),
    mail: form.text('mail'),
    mailNickname: form.text('mailNickname'),
    deriveMailNickname: form.has('deriveMailNickname'),
    userType: form.text('userType'),
    accountEnabled: form.has('accountEnabled'),
    onPremisesImmutableId: form.text('onPremisesImmutableId'),
    onPremisesSyncEnabled: form.has('onPremisesSyncEnabled'),
    profile: readProfileForm(form),
  };
}

/** A stored user as its form. The mail nickname is not derived again: in Entra a new name leaves it alone. */
export function userFormOf(user: UserRow): UserForm {
  const properties = userPropertiesOf(user);
  const { userPrincipalName, displayName, givenName, surname, mail, mailNickname } = properties;
  const { userType, accountEnabled, onPremisesImmutableId, onPremisesSyncEnabled } = properties;
  return {
    ...splitUserPrincipalName(userPrincipalName),
    displayName,
    givenName,
    surname,
    mail,
    mailNickname,
    deriveMailNickname: false,
    userType,
    accountEnabled,
    onPremisesImmutableId,
    onPremisesSyncEnabled,
    profile: profileFormOf(properties),
  };
}

/** What the form says, in Microsoft Graph's properties. */
export function propertiesOf(form: UserForm): UserProperties {
  const { userName, domain, deriveMailNickname, userType, profile, ...properties } = form;
  const userPrincipalName = `${userName}@${domain}`;
  return {
    ...properties,
    ...profilePropertiesIn(profile),
    userPrincipalName,
    mailNickname: deriveMailNickname ? derivedMailNickname(userPrincipalName) : form.mailNickname,
    userType: userType as UserType, // the directory refuses any other
  };
}

/** Faults of the directory at the fields of the form. */
export const userFieldFaults = (faults: readonly Fault[]): FieldFault[] =>
  faults.flatMap((fault) =>
    fieldFaults([fault], {
      userPrincipalName: fault.code === 'domain_not_verified' ? 'domain' : 'userName',
      groupIds: 'group',
      directoryRoles: 'role',
      ...profileFieldOf(fault.property),
    }),
  );
