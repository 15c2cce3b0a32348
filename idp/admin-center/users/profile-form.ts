import {
  isProfileList,
  type ProfileSection,
  profileFields,
} from '../../directory/users/profile-fields.ts';
import type { ProfileProperties } from '../../directory/users/profile-properties.ts';
import { extensionAttributeNumbers } from '../../response/user-profile.ts';
import type { PostedForm } from '../posted-form.ts';

/** Text fields of the form by name: properties, extension attributes and directory extensions; a list has one value on each line. */
export type ProfileForm = Readonly<Record<string, string>>;

/** A field of a section. */
export interface ProfileFormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Whether it takes several lines. */
  readonly lines: boolean;
}

const extensionAttributes: readonly ProfileFormField[] = extensionAttributeNumbers.map(
  (number) => ({
    name: `extensionAttribute${number}`,
    label: `Extension attribute ${number}`,
    lines: false,
  }),
);

/** The fields of a section, without directory extensions. */
export const fieldsOfSection = (section: ProfileSection): readonly ProfileFormField[] => [
  ...profileFields
    .filter((field) => field.section === section)
    .map((field) => ({
      name: field.name,
      label: field.label,
      hint: field.hint,
      lines: isProfileList(field) && field.values > 1,
    })),
  ...(section === 'onPremises' ? extensionAttributes : []),
];

/** Labels of the fields, by name; a directory extension is called by its name. */
export const profileLabels: Readonly<Record<string, string>> = Object.fromEntries(
  [...profileFields, ...extensionAttributes].map(({ name, label }) => [name, label]),
);

const extensionPrefix = 'extension_';

export function readProfileForm(form: PostedForm): ProfileForm {
  const names = [
    ...profileFields.map(({ name }) => name),
    ...extensionAttributes.map(({ name }) => name),
    ...form.entries().flatMap(([name]) => (name.startsWith(extensionPrefix) ? name : [])),
  ];
  return Object.fromEntries(names.map((name) => [name, form.text(name)]));
}

const inLines = (value: string | readonly string[]) =>
  typeof value === 'string' ? value : value.join('\n');

/** The stored properties as the form shows them. */
export const profileFormOf = (properties: ProfileProperties): ProfileForm => ({
  ...Object.fromEntries(profileFields.map(({ name }) => [name, inLines(properties[name])])),
  ...Object.fromEntries(extensionAttributes.map(({ name }) => [name, ''])),
  ...(properties.onPremisesExtensionAttributes as ProfileForm),
  ...Object.fromEntries(
    Object.entries(properties.directoryExtensions).map(([name, value]) => [name, inLines(value)]),
  ),
});

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the form says, in Microsoft Graph's properties. A directory extension with several lines has several values. */
export function profilePropertiesIn(
  form: ProfileForm,
): Omit<ProfileProperties, 'onPremisesSyncEnabled'> {
  const texts = profileFields.map((field) => {
    const text = form[field.name] ?? '';
    return [field.name, isProfileList(field) ? linesOf(text) : text];
  });
  const extensions = Object.entries(form).filter(([name]) => name.startsWith(extensionPrefix));
  return {
    ...(Object.fromEntries(texts) as Omit<ProfileProperties, 'onPremisesSyncEnabled'>),
    onPremisesExtensionAttributes: Object.fromEntries(
      extensionAttributes.map(({ name }) => [name, form[name] ?? '']),
    ),
    directoryExtensions: Object.fromEntries(
      extensions.map(([name, text]) => {
        const lines = linesOf(text);
        return [name, lines.length > 1 ? lines : text];
      }),
    ),
  };
}

/** The form field of a property of the profile: `otherMails.1` is on the page as `otherMails`. */
export function profileFieldOf(property: string): Readonly<Record<string, string>> {
  const [first = '', second = ''] = property.split('.');
  if (first === 'onPremisesExtensionAttributes' || first === 'directoryExtensions')
    return { [property]: second };
  return profileFields.some(({ name }) => name === first) ? { [property]: first } : {};
}
