import { Checkbox } from '../../../web/components/controls.tsx';
import { Field, TextArea } from '../../../web/components/field.tsx';
import { Card, Disclosure } from '../../../web/components/surfaces.tsx';
import type { ExtensionProperty } from '../../directory/applications/extension-properties.ts';
import { type ProfileSection, profileSections } from '../../directory/users/profile-fields.ts';
import { faultOf } from '../admin-form.tsx';
import type { FieldFault } from '../field-faults.ts';
import { fieldsOfSection, type ProfileForm, type ProfileFormField } from './profile-form.ts';
import type { UserForm } from './user-form.ts';

export interface ProfileFieldsProps {
  form: UserForm;
  /** Directory extensions of the tenant. */
  extensions: readonly ExtensionProperty[];
  faults?: readonly FieldFault[] | undefined;
}

/** The sections of the tab Properties after Identity (entra-admin.md 1.10), closed while they are empty. */
export function ProfileFields({ form, extensions, faults }: ProfileFieldsProps) {
  const sections = Object.keys(profileSections) as ProfileSection[];
  return (
    <Card title="More properties" id="moreProperties">
      {sections.map((section) => (
        <Section
          key={section}
          id={section}
          title={profileSections[section]}
          fields={fieldsOfSection(section)}
          profile={form.profile}
          faults={faults}
          synced={section === 'onPremises' ? form.onPremisesSyncEnabled : undefined}
        />
      ))}
      {extensions.length > 0 && (
        <Section
          id="extensions"
          title="Directory extensions"
          fields={extensions.map(({ name, isMultiValued }) => ({
            name,
            label: name,
            hint: isMultiValued ? 'One value on each line.' : undefined,
            lines: isMultiValued,
          }))}
          profile={form.profile}
          faults={faults}
        />
      )}
    </Card>
  );
}

function Section({
  id,
  title,
  fields,
  profile,
  faults,
  synced,
}: {
  id: string;
  title: string;
  fields: readonly ProfileFormField[];
  profile: ProfileForm;
  faults: readonly FieldFault[] | undefined;
  /** Of the section On-premises: whether the user is synchronized. */
  synced?: boolean | undefined;
}) {
  const isOpen =
    synced === true ||
    fields.some(({ name }) => !!profile[name] || faultOf(faults, name) !== undefined);
  return (
    <Disclosure summary={title} id={id} open={isOpen}>
      {synced !== undefined && (
        <Checkbox
          label="On-premises sync enabled"
          name="onPremisesSyncEnabled"
          checked={synced}
          hint="The user comes from Active Directory."
        />
      )}
      {fields.map(({ name, label, hint, lines }) => {
        const control = {
          label,
          name,
          hint,
          value: profile[name] ?? '',
          error: faultOf(faults, name),
          autocomplete: 'off',
          optional: true,
        };
        return lines ? (
          <TextArea key={name} {...control} rows={3} />
        ) : (
          <Field key={name} {...control} />
        );
      })}
    </Disclosure>
  );
}
