import { CsrfField, Field, FieldSet } from '../../../web/controls.tsx';
import type { EmployeeDetails } from '../../administration/employee-changes.ts';

/** What may be wrong with a field, each as one sentence. */
export type EmployeeErrors = Partial<Record<keyof EmployeeDetails, string>>;

interface EmployeeFieldsProps {
  readonly csrfToken: string;
  readonly details: EmployeeDetails;
  readonly errors?: EmployeeErrors | undefined;
}

/** The fields of the tutorial's dialog: Name (first, last) and Email. */
export function EmployeeFields({ csrfToken, details, errors = {} }: EmployeeFieldsProps) {
  return (
    <>
      <CsrfField token={csrfToken} />
      <FieldSet legend="Name">
        <Field
          label="First name"
          name="firstName"
          required
          autocomplete="off"
          autofocus
          value={details.firstName}
          error={errors.firstName}
        />
        <Field
          label="Last name"
          name="lastName"
          required
          autocomplete="off"
          value={details.lastName}
          error={errors.lastName}
        />
      </FieldSet>
      <Field
        label="Email"
        name="email"
        inputMode="email"
        required
        autocomplete="off"
        autoCapitalize="none"
        spellcheck={false}
        hint="As the identity provider sends it: the user principal name of the same person in Microsoft Entra."
        value={details.email}
        error={errors.email}
      />
    </>
  );
}
