import { CsrfField, FieldSet } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import type { EmployeeDetails } from '../../administration/employee-details.ts';

/** What is wrong with a field, each as one sentence. */
export type EmployeeErrors = Partial<Record<keyof EmployeeDetails, string>>;

interface EmployeeFieldsProps {
  readonly csrfToken: string;
  readonly details: EmployeeDetails;
  readonly errors?: EmployeeErrors | undefined;
}

/** The fields of the tutorial's dialog: Name (first, last) and Email. */
export function EmployeeFields({ csrfToken, details, errors = {} }: EmployeeFieldsProps) {
  const field = typedFields(details, (name) => errors[name]);
  return (
    <>
      <CsrfField token={csrfToken} />
      <FieldSet legend="Name">
        <Field label="First name" {...field('firstName')} required autocomplete="off" autofocus />
        <Field label="Last name" {...field('lastName')} required autocomplete="off" />
      </FieldSet>
      <Field
        label="Email"
        {...field('email')}
        inputMode="email"
        required
        autocomplete="off"
        autoCapitalize="none"
        spellcheck={false}
        hint="As the identity provider sends it: the employee's user principal name in Microsoft Entra."
      />
    </>
  );
}
