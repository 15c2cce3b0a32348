import { Checkbox, Field, Select } from '../../../web/controls.tsx';
import { Card } from '../../../web/surfaces.tsx';
import type { Fault } from '../../directory/invalid-input.ts';
import type { UserForm } from '../../directory/user-form.ts';
import { faultOf } from '../admin-form.tsx';
import type { PostedForm } from '../posted-form.ts';

export interface UserFieldsProps {
  form: UserForm;
  domains: readonly string[];
  faults?: readonly Fault[] | undefined;
}

/** Tab Basics, but for the password (entra-admin.md 1.10). */
export function BasicFields({ form, domains, faults }: UserFieldsProps) {
  return (
    <>
      <Field
        label="User principal name"
        name="userName"
        value={form.userName}
        hint="The part before the @: letters, digits and ' . - _ ! # ^ ~"
        error={faultOf(faults, 'userName')}
        autocapitalize="none"
        spellcheck={false}
        autocomplete="off"
        required
      />
      <Select
        label="Domain"
        name="domain"
        value={form.domain}
        options={domains.map((domain) => ({ value: domain, label: `@${domain}` }))}
        error={faultOf(faults, 'domain')}
      />
      <Field
        label="Display name"
        name="displayName"
        value={form.displayName}
        error={faultOf(faults, 'displayName')}
        autocomplete="off"
        required
      />
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
      hint="Off: the sign-in is refused (AADSTS50057)."
    />
  );
}

/** Tab Properties: those that claims are made from. */
export function PropertyFields({ form, faults }: Omit<UserFieldsProps, 'domains'>) {
  return (
    <Card title="Properties" id="properties">
      <Field
        label="First name"
        name="givenName"
        value={form.givenName}
        error={faultOf(faults, 'givenName')}
        autocomplete="off"
        optional
      />
      <Field
        label="Last name"
        name="surname"
        value={form.surname}
        error={faultOf(faults, 'surname')}
        autocomplete="off"
        optional
      />
      <Field
        label="Email"
        name="mail"
        type="email"
        value={form.mail}
        hint="The claim emailaddress; without one it is left out."
        error={faultOf(faults, 'mail')}
        autocomplete="off"
        optional
      />
    </Card>
  );
}

export function readUserForm(form: PostedForm): UserForm {
  return {
    userName: form.text('userName'),
    domain: form.text('domain'),
    displayName: form.text('displayName'),
    givenName: form.text('givenName'),
    surname: form.text('surname'),
    mail: form.text('mail'),
    accountEnabled: form.has('accountEnabled'),
  };
}
