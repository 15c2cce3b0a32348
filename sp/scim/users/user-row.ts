import { urn } from '../../../scim/urns.ts';
import { emailKey } from '../../administration/email-address.ts';
import { nameKey } from '../../administration/names.ts';
import { MAX_ATTRIBUTES, MAX_NAME } from '../limits.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { copyJson, isValues, newValues, type Value, type Values } from '../values.ts';

/** The columns of an employee that a resource is made of. */
export const userColumns = [
  ...['id', 'userName', 'externalId', 'firstName', 'lastName', 'email', 'employeeNumber'],
  ...['managerId', 'active', 'attributes', 'createdAt', 'changedAt'],
] as const;

/** A row of `employee`, as far as a resource is made of it. */
export interface UserRow {
  readonly id: string;
  readonly userName: string;
  readonly externalId: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly employeeNumber: string | null;
  readonly managerId: string | null;
  readonly active: number;
  readonly attributes: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

/** What SCIM may write of an employee, without `id`, `schemas` and `meta`. */
export function valuesOf(row: UserRow): Values {
  const values =
    row.attributes === null ? manualValues(row) : (copyJson(JSON.parse(row.attributes)) as Values);
  values.userName = row.userName;
  values.active = row.active === 1;
  if (row.externalId !== null) values.externalId = row.externalId;
  const name = objectIn(values, 'name');
  if (row.firstName !== '') name.givenName = row.firstName;
  if (row.lastName !== '') name.familyName = row.lastName;
  if (Object.keys(name).length === 0) delete values.name;
  const enterprise = objectIn(values, urn.enterpriseUser);
  if (row.employeeNumber !== null) enterprise.employeeNumber = row.employeeNumber;
  if (row.managerId !== null)
    enterprise.manager = Object.assign(newValues(), { value: row.managerId });
  if (Object.keys(enterprise).length === 0) delete values[urn.enterpriseUser];
  return values;
}

/** An employee whom an administrator added has one e-mail address, and nothing else that is not in a column. */
function manualValues({ email }: UserRow): Values {
  const address = Object.assign(newValues(), { value: email, type: 'work', primary: true });
  return Object.assign(newValues(), { emails: [address] });
}

function objectIn(values: Values, name: string): Values {
  const present = values[name];
  if (isValues(present)) return present;
  const made = newValues();
  values[name] = made;
  return made;
}

/**
 * The columns for what SCIM wrote. What has a column is not in `attributes`.
 *
 * @throws {ScimError} invalidValue when there is no user name, or a name is too long or contains control characters
 */
export function columnsOf(given: Values) {
  const { userName, externalId, active, name, [urn.enterpriseUser]: wk, ...rest } = given;
  const login = loginOf('userName', userName);
  if (login === undefined) throw badRequest('invalidValue', 'userName is required.');
  const email = loginOf('An e-mail address', addressOf(rest.emails)) ?? login;
  const { givenName, familyName, ...otherNames } = isValues(name) ? name : newValues();
  const { employeeNumber, manager, ...enterprise } = isValues(wk) ? wk : newValues();
  const firstName = textOf('givenName', givenName) ?? '';
  const lastName = textOf('familyName', familyName) ?? '';
  const kept: Record<string, unknown> = { ...rest };
  if (Object.keys(otherNames).length > 0) kept.name = otherNames;
  if (Object.keys(enterprise).length > 0) kept[urn.enterpriseUser] = enterprise;
  const attributes = JSON.stringify(kept);
  if (attributes.length > MAX_ATTRIBUTES)
    throw badRequest('invalidValue', `A user has at most ${MAX_ATTRIBUTES} characters of JSON.`);
  return {
    userName: login,
    userNameKey: emailKey(login),
    externalId: textOf('externalId', externalId) ?? null,
    firstName,
    firstNameKey: nameKey(firstName),
    lastName,
    lastNameKey: nameKey(lastName),
    email,
    emailKey: emailKey(email),
    employeeNumber: textOf('employeeNumber', employeeNumber) ?? null,
    managerId: textOf('manager', isValues(manager) ? manager.value : undefined) ?? null,
    active: active === false ? 0 : 1,
    attributes,
  };
}

/** The address to sign in with: the preferred one, else the one for work, else the first. */
function addressOf(emails: Value | undefined): Value | undefined {
  const all = Array.isArray(emails) ? emails.filter(isValues) : [];
  const chosen =
    all.find(({ primary, value }) => primary === true && value !== undefined) ??
    all.find(({ type, value }) => type === 'work' && value !== undefined) ??
    all.find(({ value }) => value !== undefined);
  return chosen?.value;
}

/** A text of a column. */
function textOf(what: string, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  if (text.length > MAX_NAME || /\p{Cc}/u.test(text))
    throw badRequest(
      'invalidValue',
      `${what} has at most ${MAX_NAME} characters on one line, not ${quoted(text)}.`,
    );
  return text;
}

/** A name to sign in with: spaces around it would make another name that looks the same. */
function loginOf(what: string, value: Value | undefined): string | undefined {
  const text = textOf(what, value);
  if (text !== undefined && (text.trim() !== text || text === ''))
    throw badRequest('invalidValue', `${what} has no spaces around it, as ${quoted(text)} has.`);
  return text;
}

/** Every e-mail address of the values. */
export const addressesOf = ({ emails }: Values): string[] =>
  (Array.isArray(emails) ? emails : []).flatMap((one) =>
    isValues(one) && typeof one.value === 'string' ? [one.value] : [],
  );
