import { Checkbox } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { faultOf } from '../admin-form.tsx';
import { grantChoices } from './policy-form.ts';
import type { PolicyPageProps } from './policy-page-props.ts';
import { RadioSet } from './radio-set.tsx';

/** Access controls: Grant; of Session the sign-in frequency, and the tutorial's session control by name (entra-admin.md 5). */
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
      <Checkbox
        label="Use Conditional Access App Control"
        name="appControl"
        disabled
        hint="Session: not modelled. In Entra it leads the session through the proxy of Microsoft Defender for Cloud Apps, to monitor it or block downloads."
      />
    </Card>
  );
}
