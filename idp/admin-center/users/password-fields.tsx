import { Checkbox } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { faultOf } from '../admin-form.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { PostedForm } from '../posted-form.ts';

export interface PasswordChoice {
  /** "Auto-generate password" */
  generate: boolean;
  typed: string;
  /** "Must change password at next sign-in" */
  mustChange: boolean;
}

/** As in Entra, which offers no other choice. */
export const newPasswordChoice: PasswordChoice = { generate: true, typed: '', mustChange: true };

/** A password that is generated or typed. A typed one is shown again when another field breaks a rule: these are test accounts. */
export function PasswordFields({
  choice,
  faults,
}: {
  choice: PasswordChoice;
  faults?: readonly FieldFault[] | undefined;
}) {
  return (
    <>
      <Checkbox
        label="Auto-generate password"
        name="autoGenerate"
        checked={choice.generate}
        hint="It is shown once, on the next page. A password typed below is used instead."
      />
      <Field
        label="Password"
        name="password"
        value={choice.typed}
        hint="8 to 256 characters; three of: lower-case letter, capital, digit, symbol."
        error={faultOf(faults, 'password')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        optional
      />
      <Checkbox
        label="Must change password at next sign-in"
        name="forceChangePasswordNextSignIn"
        checked={choice.mustChange}
        hint="Entra always requires it. Off: the user signs in with this password at once."
      />
    </>
  );
}

/** A typed password is used even if the tick was left on. */
export function readPasswordChoice(form: PostedForm): PasswordChoice {
  const typed = form.exact('password');
  return {
    generate: form.has('autoGenerate') && typed === '',
    typed,
    mustChange: form.has('forceChangePasswordNextSignIn'),
  };
}
