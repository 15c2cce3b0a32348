import { Button } from '../../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../../web/components/field.tsx';
import { Disclosure, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { faultOf } from '../../../admin-form.tsx';
import { RadioSet } from '../../../conditional-access/radio-set.tsx';
import { attributeOptions, sourceKinds } from './source-form.ts';
import type { TestedTransformation } from './test-transformation.ts';
import { type SourceFieldsProps, TransformationFields } from './transformation-fields.tsx';

/** "Source" of a claim, a condition or the Name ID: each kind has its fields, which are there without a script. */
export function SourceFields(
  props: SourceFieldsProps & { tested?: TestedTransformation | undefined },
) {
  const { form, extensions, use, faults, tested } = props;
  const field = (name: string) => ({
    name,
    value: form[name] ?? '',
    error: faultOf(faults, name),
  });
  const isTransformed = form.kind === 'transformation';
  return (
    <>
      <RadioSet
        legend="Source"
        name="kind"
        value={form.kind || 'attribute'}
        options={sourceKinds}
        error={faultOf(faults, 'kind')}
      />
      <Disclosure summary="Attribute" open={!isTransformed && form.kind !== 'extension'}>
        <Select label="Source attribute" {...field('source')} options={attributeOptions([], use)} />
        <Field
          label="Constant value"
          {...field('constant')}
          hint="Only for a constant: the same value for every user, without quotes."
          optional
        />
      </Disclosure>
      <Disclosure summary="Transformation" id="manageTransformation" open={isTransformed}>
        <TransformationFields {...props} position={1} />
        <TransformationFields {...props} position={2} />
        <Field
          label="Test transformation: input"
          name="testInput"
          value={tested?.input ?? ''}
          hint="A value of parameter 1. Parameters are replaced by their names."
          autocomplete="off"
          optional
        />
        <div class="actions">
          <Button appearance="secondary" name="step" value="test" formnovalidate id="runTest">
            Run test
          </Button>
        </div>
        {tested && (
          <MessageBar
            tone={tested.output === undefined ? 'error' : 'success'}
            title="Test transformation result"
            id="testResult"
          >
            {tested.output ?? tested.reason}
          </MessageBar>
        )}
      </Disclosure>
      <Disclosure summary="Directory schema extension" open={form.kind === 'extension'}>
        <Select
          label="Directory extension"
          {...field('extension')}
          options={[
            { value: '', label: extensions.length > 0 ? 'Select an extension' : 'None yet' },
            ...extensions.map((name) => ({ value: name, label: name })),
          ]}
          hint="Applications add them to users, under Attributes & Claims."
        />
      </Disclosure>
    </>
  );
}
