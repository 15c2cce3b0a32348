import { type Fault, InvalidInput, refuseFaults } from '../invalid-input.ts';
import type { Database, UserRow } from '../tables.ts';
import { mailNicknameFault } from './mail-nickname.ts';
import { generatePassword, passwordFault } from './password-rules.ts';
import { userPrincipalNameFault, verifiedDomains } from './user-principal-name.ts';
import { isUserType, memberType } from './user-type.ts';
import { createUser } from './users.ts';

/** What can be typed about a user (entra-admin.md 1.10); empty means none. */
export interface UserForm {
  /** The part of the userPrincipalName before the @, and the domain after it. */
  userName: string;
  domain: string;
  displayName: string;
  givenName: string;
  surname: string;
  mail: string;
  /** As typed; counts unless it is derived. */
  mailNickname: string;
  /** "Derive from user principal name" */
  deriveMailNickname: boolean;
  /** One of `userTypes`; anything else breaks a rule. */
  userType: string;
  accountEnabled: boolean;
}

/** A user to be created; without a password one is made up. */
export interface NewUserForm extends UserForm {
  password: string | undefined;
  /** "Assignments": groups of the tenant by id, directory roles by name. */
  groupIds: readonly string[];
  roles: readonly string[];
}

/** So many groups, and so many roles, can be assigned while a user is created (entra-admin.md 1.10). */
const MAX_ASSIGNMENTS = 20;

const MAX_NAME = 256;
const MAX_PART = 64;

/**
 * The rules of the form, and whether the name is free.
 *
 * @param id of the user who is being changed; absent for a new one
 */
export async function userFaults(
  db: Database,
  tenantId: string,
  form: UserForm,
  id?: string,
): Promise<(Fault | undefined)[]> {
  const domains = await verifiedDomains(db, tenantId);
  return [
    userPrincipalNameFault(form.userName, form.domain, domains) ??
      (await takenFault(db, userPrincipalNameOf(form), id)),
    form.displayName === ''
      ? { property: 'displayName', code: 'required', message: 'Enter a display name.' }
      : tooLong('displayName', 'A display name', form.displayName, MAX_NAME),
    tooLong('givenName', 'A first name', form.givenName, MAX_PART),
    tooLong('surname', 'A last name', form.surname, MAX_PART),
    mailFault(form.mail),
    form.deriveMailNickname ? undefined : mailNicknameFault(form.mailNickname),
    isUserType(form.userType)
      ? undefined
      : { property: 'userType', code: 'user_type', message: 'Choose Member or Guest.' },
  ];
}

export const userPrincipalNameOf = ({ userName, domain }: UserForm): string =>
  `${userName}@${domain.toLowerCase()}`;

/** The mail nickname that a form gives. */
export const mailNicknameOf = (form: UserForm): string =>
  form.deriveMailNickname ? form.userName : form.mailNickname;

const userTypeOf = ({ userType }: UserForm) => (isUserType(userType) ? userType : memberType);

/** Says so when another user than `id` has the name. */
export async function takenFault(
  db: Database,
  name: string,
  id: string | undefined,
): Promise<Fault | undefined> {
  const holder = await db
    .selectFrom('directoryUser')
    .select('id')
    .where('signInName', '=', name.toLowerCase())
    .executeTakeFirst();
  if (!holder || holder.id === id) return undefined;
  return {
    property: 'userName',
    code: 'taken',
    message: `Another user is called ${name}: choose another name.`,
  };
}

function tooLong(property: string, what: string, value: string, most: number): Fault | undefined {
  if (value.length <= most) return undefined;
  return { property, code: 'too_long', message: `${what} has at most ${most} characters.` };
}

function mailFault(mail: string): Fault | undefined {
  if (mail === '' || (mail.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+$/.test(mail))) return undefined;
  return {
    property: 'mail',
    code: 'mail',
    message: 'This is not an e-mail address; it looks like name@contoso.com.',
  };
}

/**
 * Creates a user by the rules of the form.
 *
 * @returns its id, and the password when one was made up: it is not kept anywhere else.
 * @throws {InvalidInput}
 */
export async function addUser(
  db: Database,
  tenantId: string,
  form: NewUserForm,
  now: Date,
): Promise<{ id: string; userPrincipalName: string; generatedPassword: string | undefined }> {
  await checkNewUser(db, tenantId, form);
  const userPrincipalName = userPrincipalNameOf(form);
  const generatedPassword = form.password === undefined ? generatePassword() : undefined;
  const { displayName, givenName, surname, mail, accountEnabled, groupIds, roles } = form;
  const password = form.password ?? generatedPassword ?? '';
  try {
    const { id } = await createUser(
      db,
      {
        tenantId,
        userPrincipalName,
        displayName,
        givenName,
        surname,
        mail,
        password,
        accountEnabled,
        mailNickname: mailNicknameOf(form),
        userType: userTypeOf(form),
        groupIds,
        directoryRoles: roles,
      },
      now,
    );
    return { id, userPrincipalName, generatedPassword };
  } catch (error) {
    // Another form may have taken the name since it was looked at.
    const taken = await takenFault(db, userPrincipalName, undefined);
    throw taken ? new InvalidInput([taken]) : error;
  }
}

/** The same rules without creating anybody. @throws {InvalidInput} */
export async function checkNewUser(
  db: Database,
  tenantId: string,
  form: NewUserForm,
): Promise<void> {
  refuseFaults([
    ...(await userFaults(db, tenantId, form)),
    form.password === undefined ? undefined : passwordFault(form.password),
    tooMany('group', 'groups', form.groupIds),
    tooMany('role', 'roles', form.roles),
  ]);
}

function tooMany(property: string, what: string, chosen: readonly string[]): Fault | undefined {
  if (chosen.length <= MAX_ASSIGNMENTS) return undefined;
  return {
    property,
    code: 'too_many',
    message: `At most ${MAX_ASSIGNMENTS} ${what} can be assigned here; ${chosen.length} are ticked.`,
  };
}

/** A user's values as columns. */
export function userColumns(
  form: UserForm,
): Pick<
  UserRow,
  | 'userPrincipalName'
  | 'signInName'
  | 'displayName'
  | 'givenName'
  | 'surname'
  | 'mail'
  | 'mailNickname'
  | 'userType'
  | 'accountEnabled'
> {
  const userPrincipalName = userPrincipalNameOf(form);
  return {
    userPrincipalName,
    signInName: userPrincipalName.toLowerCase(),
    displayName: form.displayName,
    givenName: form.givenName || null,
    surname: form.surname || null,
    mail: form.mail || null,
    mailNickname: mailNicknameOf(form),
    userType: userTypeOf(form),
    accountEnabled: form.accountEnabled ? 1 : 0,
  };
}
