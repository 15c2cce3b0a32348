import { Button, Checkbox } from '../../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../../web/components/field.tsx';
import { Disclosure } from '../../../../../web/components/surfaces.tsx';
import {
  methodHas,
  specOf,
  type TransformationField,
  type TransformationMethod,
  transformationMethods,
} from '../../../../response/transformation-methods.ts';
import { faultOf } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import { attributeOptions, parameterNumbers, type SourceForm } from './source-form.ts';

export interface SourceFieldsProps {
  form: SourceForm;
  /** Names of the tenant's directory extensions. */
  extensions: readonly string[];
  use: 'claim' | 'nameId';
  faults?: readonly FieldFault[] | undefined;
}

/** "Manage transformation": the function and the fields that it has. "Show fields" sends the form and shows those of the function that is selected. */
export function TransformationFields({
  form,
  extensions,
  use,
  faults,
  position,
}: SourceFieldsProps & { position: 1 | 2 }) {
  const at = `t${position}-`;
  const field = (name: string) => ({
    name: at + name,
    value: form[at + name] ?? '',
    error: faultOf(faults, at + name),
  });
  const given = form[`${at}method`] ?? '';
  const method = Object.hasOwn(transformationMethods, given)
    ? (given as TransformationMethod)
    : undefined;
  const has = (name: TransformationField) => method !== undefined && methodHas(method, name);
  const plain = (name: string, label: string, hint?: string) => (
    <PlainFields
      key={name}
      name={name}
      label={label}
      hint={hint}
      field={field}
      options={attributeOptions(extensions, 'claim')}
    />
  );
  const text = (name: TransformationField, label: string, hint?: string) =>
    has(name) && <Field key={name} label={label} {...field(name)} hint={hint} autocomplete="off" />;
  return (
    <div class="value-row">
      <Select
        label={position === 1 ? 'Transformation' : 'Second transformation'}
        {...field('method')}
        options={[
          { value: '', label: position === 1 ? 'Select a function' : 'None' },
          ...Object.keys(transformationMethods)
            .filter((name) => use === 'claim' || specOf(name as TransformationMethod).nameId)
            .map((name) => ({ value: name, label: specOf(name as TransformationMethod).label })),
        ]}
      />
      <div class="actions">
        <Button appearance="secondary" name="step" value="refresh" formnovalidate>
          Show fields
        </Button>
      </div>
      {method !== undefined && position === 1 && plain('input', 'Parameter 1 (input)')}
      {method !== undefined && position === 2 && (
        <p class="hint">Its input is the output of the first transformation.</p>
      )}
      {method !== undefined && position === 1 && (
        <Checkbox
          name={`${at}multi`}
          label="Treat source as multivalued"
          checked={form[`${at}multi`] === 'on'}
          hint={
            faultOf(faults, `${at}multi`) ??
            'Applies it to all values of the source; otherwise to the first one.'
          }
        />
      )}
      {text('separator', 'Separator')}
      {has('parameter2') && plain('parameter2', 'Parameter 2')}
      {text('value', 'Value')}
      {text('value2', 'Second value')}
      {has('output') && plain('output', 'Parameter 2 (output)')}
      {text('startIndex', 'StartIndex', 'The first character is 0.')}
      {text('length', 'Length')}
      {text('pattern', 'Regex pattern', "In the syntax of .NET, such as (?'alias'^[^@]+).")}
      {has('parameters') && (
        <Disclosure
          summary="Additional parameters"
          open={parameterNumbers.some((number) => {
            const { value, error } = field(`parameter${number}`);
            return value !== '' || error !== undefined;
          })}
        >
          {parameterNumbers.map((number) => (
            <Select
              key={number}
              label={`Additional parameter ${number}`}
              {...field(`parameter${number}`)}
              options={attributeOptions(extensions, 'claim').filter(
                ({ value }) => value !== 'constant',
              )}
            />
          ))}
        </Disclosure>
      )}
      {text(
        'replacement',
        'Replacement pattern',
        'Groups and parameters in braces: {alias}, and {country} for user.country.',
      )}
      {has('otherwise') && plain('otherwise', 'Parameter 3 (output if no match)')}
    </div>
  );
}

/** An attribute, or a constant. */
function PlainFields({
  name,
  label,
  hint,
  field,
  options,
}: {
  name: string;
  label: string;
  hint: string | undefined;
  field: (name: string) => { name: string; value: string; error: string | undefined };
  options: readonly { value: string; label: string }[];
}) {
  const constant = field(`${name}Constant`);
  const isConstant = field(name).value === 'constant' || constant.value !== '';
  return (
    <>
      <Select label={label} {...field(name)} hint={hint} options={options} />
      {(isConstant || constant.error !== undefined || name !== 'input') && (
        <Field
          label={`${label}: constant value`}
          {...constant}
          hint="Only when A constant value is selected."
          autocomplete="off"
          optional
        />
      )}
    </>
  );
}
