import { Checkbox } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { faultOf } from '../admin-form.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { PostedForm } from '../posted-form.ts';

export interface PasswordChoice {
  /** "Auto-generate password" */
  generate: boolean;
  typed: string;
}

/** A password that is made up, or typed. What is typed is kept when another field breaks a rule: these are test accounts. */
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
        hint="It is shown once, on the next page. A password typed below counts instead."
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
    </>
  );
}

/** A typed password counts even if the tick was left on: nobody types one in order to get another. */
export function readPasswordChoice(form: PostedForm): PasswordChoice {
  const typed = form.exact('password');
  return { generate: form.has('autoGenerate') && typed === '', typed };
}

/** `undefined` asks for one to be made up. */
export const chosenPassword = ({ generate, typed }: PasswordChoice): string | undefined =>
  generate ? undefined : typed;
