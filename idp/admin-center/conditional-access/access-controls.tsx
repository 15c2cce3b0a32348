import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { faultOf } from '../admin-form.tsx';
import { grantChoices } from './policy-form.ts';
import type { PolicyPageProps } from './policy-page-props.ts';
import { RadioSet } from './radio-set.tsx';

/** Access controls: Grant, and the sign-in frequency of Session. */
export function AccessControls({ form, faults }: Pick<PolicyPageProps, 'form' | 'faults'>) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <Card title="Access controls" id="controls-card">
      <RadioSet legend="Grant" {...field('grant')} options={grantChoices} />
      <Field
        label="Sign-in frequency (hours)"
        {...field('signInFrequency')}
        inputMode="numeric"
        hint="Session: users whose sign-in is older must enter the password again."
        autocomplete="off"
        optional
      />
    </Card>
  );
}
