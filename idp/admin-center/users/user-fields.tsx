import { Checkbox } from '../../../web/components/controls.tsx';
import { Field, Select } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { userTypes } from '../../directory/users/user-properties.ts';
import { faultOf } from '../admin-form.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { UserForm } from './user-form.ts';

export interface UserFieldsProps {
  form: UserForm;
  domains: readonly string[];
  faults?: readonly FieldFault[] | undefined;
  /** Whether the mail nickname can be derived from the name; Entra offers this for new users only. */
  mayDerive?: boolean | undefined;
}

/** Tab Basics, without the password (entra-admin.md 1.10). */
export function BasicFields({ form, domains, faults, mayDerive = false }: UserFieldsProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <>
      <Field
        label="User principal name"
        {...field('userName')}
        hint="The part before the @: letters, digits and ' . - _ ! # ^ ~"
        autocapitalize="none"
        spellcheck={false}
        autocomplete="off"
        required
      />
      <Select
        label="Domain"
        {...field('domain')}
        options={domains.map((domain) => ({ value: domain, label: `@${domain}` }))}
      />
      <MailNickname form={form} faults={faults} mayDerive={mayDerive} />
      <Field label="Display name" {...field('displayName')} autocomplete="off" required />
    </>
  );
}

function MailNickname({ form, faults, mayDerive }: Omit<UserFieldsProps, 'domains'>) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <>
      <Field
        label="Mail nickname"
        {...field('mailNickname')}
        hint={mayDerive ? 'Used when the option below is off.' : undefined}
        autocapitalize="none"
        spellcheck={false}
        autocomplete="off"
        optional={mayDerive}
      />
      {mayDerive && (
        <Checkbox
          label="Derive from user principal name"
          name="deriveMailNickname"
          checked={form.deriveMailNickname}
        />
      )}
    </>
  );
}

/** Whether the account may sign in. */
export function AccountEnabled({ form }: { form: UserForm }) {
  return (
    <Checkbox
      label="Account enabled"
      name="accountEnabled"
      checked={form.accountEnabled}
      hint="Off: sign-ins are refused (AADSTS50057)."
    />
  );
}

/** Section Identity of the tab Properties. */
export function IdentityFields({ form, faults }: Omit<UserFieldsProps, 'domains'>) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <Card title="Identity" id="properties">
      <Field label="First name" {...field('givenName')} autocomplete="off" optional />
      <Field label="Last name" {...field('surname')} autocomplete="off" optional />
      <Field
        label="Email"
        {...field('mail')}
        type="email"
        hint="Value of the claim emailaddress, which is left out without it."
        autocomplete="off"
        optional
      />
      <Select
        label="User type"
        {...field('userType')}
        options={userTypes.map((type) => ({ value: type, label: type }))}
      />
      <Field
        label="On-premises immutable ID"
        {...field('onPremisesImmutableId')}
        hint="Only for a federated domain: the NameID that its identity provider sends."
        autocapitalize="none"
        spellcheck={false}
        autocomplete="off"
        optional
      />
    </Card>
  );
}
