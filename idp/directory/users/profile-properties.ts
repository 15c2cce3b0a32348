import type { ArgumentTypes } from '../../../input/argument-types.ts';
import type { Fault } from '../../../input/invalid-input.ts';
import {
  type ExtensionAttribute,
  extensionAttributeNumbers,
  type UserProfile,
} from '../../response/user-profile.ts';
import { isProfileList, type ProfileField, profileFields } from './profile-fields.ts';

/** Values of onPremisesExtensionAttributes; `''` removes one. */
export type ExtensionAttributes = { readonly [Name in ExtensionAttribute]?: string | undefined };

/** Values of directory extensions, by their names; `''` or an empty list removes one. */
export type DirectoryExtensions = Readonly<Record<string, string | readonly string[]>>;

/** The properties of a user that are stored in the profile, under Microsoft Graph's names. `''`, an empty list or `false` means that the user has none. */
export interface ProfileProperties {
  jobTitle: string;
  companyName: string;
  department: string;
  employeeId: string;
  officeLocation: string;
  streetAddress: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
  /** At most one. */
  businessPhones: readonly string[];
  mobilePhone: string;
  faxNumber: string;
  otherMails: readonly string[];
  /** Such as `SMTP:name@contoso.com`, which is the primary address, and `smtp:other@contoso.com`. */
  proxyAddresses: readonly string[];
  /** `Granted`, `Denied` or `NotRequired`. */
  consentProvidedForMinor: string;
  /** Two capital letters. */
  usageLocation: string;
  /** Such as `en-US`. */
  preferredLanguage: string;
  preferredDataLocation: string;
  /** Whether the user is synchronized from Active Directory. */
  onPremisesSyncEnabled: boolean;
  onPremisesSamAccountName: string;
  onPremisesDomainName: string;
  onPremisesUserPrincipalName: string;
  onPremisesSecurityIdentifier: string;
  /** Those that are not given stay. */
  onPremisesExtensionAttributes: ExtensionAttributes;
  /** Those that are not given stay. */
  directoryExtensions: DirectoryExtensions;
}

/** Some of them. */
export type SomeProfileProperties = {
  [Name in keyof ProfileProperties]?: ProfileProperties[Name] | undefined;
};

export const profilePropertyTypes: ArgumentTypes<SomeProfileProperties> = {
  jobTitle: 'string?',
  companyName: 'string?',
  department: 'string?',
  employeeId: 'string?',
  officeLocation: 'string?',
  streetAddress: 'string?',
  city: 'string?',
  state: 'string?',
  postalCode: 'string?',
  country: 'string?',
  businessPhones: 'string[]?',
  mobilePhone: 'string?',
  faxNumber: 'string?',
  otherMails: 'string[]?',
  proxyAddresses: 'string[]?',
  consentProvidedForMinor: 'string?',
  usageLocation: 'string?',
  preferredLanguage: 'string?',
  preferredDataLocation: 'string?',
  onPremisesSyncEnabled: 'boolean?',
  onPremisesSamAccountName: 'string?',
  onPremisesDomainName: 'string?',
  onPremisesUserPrincipalName: 'string?',
  onPremisesSecurityIdentifier: 'string?',
  onPremisesExtensionAttributes: 'object?',
  directoryExtensions: 'object?',
};

/** In characters. */
const MAX_EXTENSION = 1024;
const MAX_VALUES = 250;

/** The broken rules of the properties that are given. Whether a directory extension is registered is for the database to say. */
export const profileFaults = (properties: SomeProfileProperties): Fault[] => [
  ...profileFields.flatMap((field) => fieldFaults(field, properties[field.name])),
  ...extensionAttributeFaults(properties.onPremisesExtensionAttributes),
  ...directoryExtensionFaults(properties.directoryExtensions),
];

function fieldFaults(field: ProfileField, given: string | readonly string[] | undefined): Fault[] {
  const { name } = field;
  if (typeof given === 'string') return valueFaults(field, name, given);
  if (given === undefined || !isProfileList(field)) return [];
  if (given.length > field.values) {
    const message = `There can be at most ${field.values}.`;
    return [{ property: name, code: 'too_many', message: `${field.label}: ${message}` }];
  }
  return given.flatMap((one, index) => valueFaults(field, `${name}.${index}`, one));
}

function valueFaults(
  { label, most, shape }: ProfileField,
  property: string,
  value: string,
): Fault[] {
  if (value === '') return [];
  if (value.length > most) return [tooLong(property, label, most)];
  if (isUnprintable(value)) return [unprintable(property, label)];
  if (shape && !shape.pattern.test(value))
    return [{ property, code: 'malformed', message: shape.message }];
  return [];
}

const tooLong = (property: string, label: string, most: number): Fault => ({
  property,
  code: 'too_long',
  message: `${label} has at most ${most.toLocaleString('en')} characters.`,
});

/** What XML cannot carry, and line breaks. */
const isUnprintable = (value: string) =>
  /[\p{Cc}\ufffe\uffff]/u.test(value) || !value.isWellFormed();

const unprintable = (property: string, label: string): Fault => ({
  property,
  code: 'character',
  message: `${label} contains a control character.`,
});

function extensionAttributeFaults(given: ExtensionAttributes = {}): Fault[] {
  return Object.entries<unknown>(given).flatMap(([name, value]) => {
    const property = `onPremisesExtensionAttributes.${name}`;
    const known = extensionAttributeNumbers.some(
      (number) => `extensionAttribute${number}` === name,
    );
    if (!known)
      return {
        property,
        code: 'unknown_property',
        message: `There is no ${name.slice(0, 80)}: they are called extensionAttribute1 to extensionAttribute15.`,
      };
    return value === undefined ? [] : extensionValueFaults(property, name, value);
  });
}

function directoryExtensionFaults(given: DirectoryExtensions = {}): Fault[] {
  return Object.entries<unknown>(given).flatMap(([name, value]) => {
    const property = `directoryExtensions.${name}`;
    if (!Array.isArray(value)) return extensionValueFaults(property, name, value);
    if (value.length > MAX_VALUES)
      return { property, code: 'too_many', message: `${name} has at most ${MAX_VALUES} values.` };
    return value.flatMap((one, index) => extensionValueFaults(`${property}.${index}`, name, one));
  });
}

function extensionValueFaults(property: string, name: string, value: unknown): Fault[] {
  if (typeof value !== 'string')
    return [{ property, code: 'type', message: `${name} must be a string.` }];
  if (value.length > MAX_EXTENSION) return [tooLong(property, name, MAX_EXTENSION)];
  return isUnprintable(value) ? [unprintable(property, name)] : [];
}

/** The stored profile, with every property. */
export function profilePropertiesOf(stored: string | null): ProfileProperties {
  const profile = stored === null ? {} : (JSON.parse(stored) as UserProfile);
  const fields = profileFields.map((field) => [
    field.name,
    profile[field.name] ?? (isProfileList(field) ? [] : ''),
  ]);
  return {
    ...(Object.fromEntries(fields) as ProfileProperties),
    onPremisesSyncEnabled: profile.onPremisesSyncEnabled ?? false,
    onPremisesExtensionAttributes: profile.onPremisesExtensionAttributes ?? {},
    directoryExtensions: profile.directoryExtensions ?? {},
  };
}

/**
 * The profile with these changes, as it is stored.
 *
 * @returns null when no property has a value; undefined when none is given
 */
export function changedProfile(
  stored: string | null,
  changes: SomeProfileProperties,
): string | null | undefined {
  const names = Object.keys(profilePropertyTypes) as (keyof ProfileProperties)[];
  if (names.every((name) => changes[name] === undefined)) return undefined;
  const before = profilePropertiesOf(stored);
  const { onPremisesExtensionAttributes: attributes, directoryExtensions: extensions } = changes;
  const given = Object.fromEntries(
    names.filter((name) => changes[name] !== undefined).map((name) => [name, changes[name]]),
  );
  const after: ProfileProperties = {
    ...before,
    ...given,
    onPremisesExtensionAttributes: {
      ...before.onPremisesExtensionAttributes,
      ...attributes,
    },
    directoryExtensions: { ...before.directoryExtensions, ...extensions },
  };
  const kept = withoutEmpty(after);
  return Object.keys(kept).length === 0 ? null : JSON.stringify(kept);
}

/** Without values that mean none, in a fixed order of names. */
function withoutEmpty(values: object): object {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const kept = Array.isArray(value)
        ? value.filter((one) => one !== '')
        : typeof value === 'object' && value !== null
          ? withoutEmpty(value)
          : value;
      const isNone =
        kept === '' ||
        kept === false ||
        kept === undefined ||
        Object.keys(Object(kept)).length === 0;
      return isNone && kept !== true ? [] : [[name, kept]];
    }),
  );
}
