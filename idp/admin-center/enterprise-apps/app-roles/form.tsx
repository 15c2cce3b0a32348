import type { ComponentChildren } from 'preact';
import {
  Actions,
  Button,
  Checkbox,
  FieldSet,
  LinkButton,
  Radio,
} from '../../../../web/components/controls.tsx';
import { Field, FieldError, TextArea } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import type { AppRoleProperties } from '../../../directory/applications/app-roles.ts';
import { faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import type { PostedForm } from '../../posted-form.ts';

/** A role as its form shows it (howto-add-app-roles-in-apps.md). */
export interface AppRoleForm {
  displayName: string;
  allowedMemberTypes: string;
  value: string;
  description: string;
  isEnabled: boolean;
}

export const appRoleLabels: Readonly<Record<keyof AppRoleForm, string>> = {
  displayName: 'Display name',
  allowedMemberTypes: 'Allowed member types',
  value: 'Value',
  description: 'Description',
  isEnabled: 'Do you want to enable this app role?',
};

const memberTypes: Readonly<Record<string, string>> = {
  User: 'Users/Groups',
  Application: 'Applications',
  'User,Application': 'Both (Users/Groups + Applications)',
};

export const emptyAppRole: AppRoleForm = {
  displayName: '',
  allowedMemberTypes: 'User',
  value: '',
  description: '',
  isEnabled: true,
};

export const memberTypesInWords = (role: Pick<AppRoleProperties, 'allowedMemberTypes'>): string =>
  memberTypes[typesOf(role)] ?? role.allowedMemberTypes.join(', ');

/** In the order of the choices. */
const typesOf = ({ allowedMemberTypes }: Pick<AppRoleProperties, 'allowedMemberTypes'>) =>
  ['User', 'Application'].filter((type) => allowedMemberTypes.includes(type)).join(',');

export const appRoleFormOf = (role: AppRoleProperties): AppRoleForm => ({
  ...role,
  allowedMemberTypes: typesOf(role),
});

export const readAppRole = (form: PostedForm): AppRoleForm => ({
  displayName: form.text('displayName'),
  allowedMemberTypes: form.text('allowedMemberTypes'),
  value: form.text('value'),
  description: form.text('description').replaceAll('\r\n', '\n'),
  isEnabled: form.has('isEnabled'),
});

export const appRoleValues = (form: AppRoleForm): AppRoleProperties => ({
  ...form,
  allowedMemberTypes: form.allowedMemberTypes.split(',').filter((type) => type !== ''),
});

/** The fields, and the buttons, of which `children` are further ones. */
export function AppRoleFields({
  form,
  faults,
  back,
  disabled,
  children,
}: {
  form: AppRoleForm;
  faults?: readonly FieldFault[] | undefined;
  back: string;
  disabled: boolean;
  children?: ComponentChildren;
}) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const types = field('allowedMemberTypes');
  return (
    <Card>
      <Field
        label={appRoleLabels.displayName}
        {...field('displayName')}
        placeholder="Survey Writer"
        autocomplete="off"
        required
      />
      <FieldSet legend={appRoleLabels.allowedMemberTypes}>
        {Object.entries(memberTypes).map(([value, label]) => (
          <Radio
            key={value}
            name={types.name}
            id={`memberTypes-${value.replace(',', '-')}`}
            value={value}
            label={label}
            checked={value === types.value}
          />
        ))}
        {types.error !== undefined && <FieldError id="memberTypesError">{types.error}</FieldError>}
      </FieldSet>
      <Field
        label={appRoleLabels.value}
        {...field('value')}
        placeholder="Survey.Create"
        hint="What the role claim says; without spaces. Empty: the role gives no claim."
        autocomplete="off"
        spellcheck={false}
        optional
      />
      <TextArea label={appRoleLabels.description} {...field('description')} required />
      <Checkbox
        label={appRoleLabels.isEnabled}
        name="isEnabled"
        checked={form.isEnabled}
        hint="Off: it can no longer be assigned, and can be deleted. Those who have it still get it in their tokens."
      />
      <Actions>
        <Button id="save" disabled={disabled}>
          Apply
        </Button>
        <LinkButton href={back}>Cancel</LinkButton>
        {children}
      </Actions>
    </Card>
  );
}
