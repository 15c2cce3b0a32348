import { Checkbox, Field, Select } from '../../../web/controls.tsx';
import { Card } from '../../../web/surfaces.tsx';
import type { Fault } from '../../directory/invalid-input.ts';
import type { UserForm } from '../../directory/user-form.ts';
import { userTypes } from '../../directory/user-type.ts';
import { faultOf } from '../admin-form.tsx';
import type { PostedForm } from '../posted-form.ts';

export interface UserFieldsProps {
  form: UserForm;
  domains: readonly string[];
  faults?: readonly Fault[] | undefined;
  /** Whether a mail nickname can be derived from the name; Entra offers that for a new user only. */
  mayDerive?: boolean | undefined;
}

/** Tab Basics, but for the password (entra-admin.md 1.10). */
export function BasicFields({ form, domains, faults, mayDerive = false }: UserFieldsProps) {
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
      <MailNickname {...{ form, faults }} mayDerive={mayDerive} />
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

function MailNickname({ form, faults, mayDerive }: Omit<UserFieldsProps, 'domains'>) {
  return (
    <>
      <Field
        label="Mail nickname"
        name="mailNickname"
        value={form.mailNickname}
        hint={mayDerive ? 'Counts when the tick below is off.' : undefined}
        error={faultOf(faults, 'mailNickname')}
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
      <Select
        label="User type"
        name="userType"
        value={form.userType}
        options={userTypes.map((type) => ({ value: type, label: type }))}
        error={faultOf(faults, 'userType')}
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
    mailNickname: form.text('mailNickname'),
    deriveMailNickname: form.has('deriveMailNickname'),
    userType: form.text('userType'),
    accountEnabled: form.has('accountEnabled'),
  };
}
