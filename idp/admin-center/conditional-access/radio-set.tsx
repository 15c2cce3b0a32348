import { FieldSet, Radio } from '../../../web/components/controls.tsx';
import { FieldError } from '../../../web/components/field.tsx';

/** A radio button for each of several values. */
export function RadioSet({
  legend,
  name,
  value,
  options,
  error,
}: {
  legend: string;
  name: string;
  value: string;
  /** The label of each value; the radio of the empty value takes the field's name as its id. */
  options: Readonly<Record<string, string>>;
  error?: string | undefined;
}) {
  return (
    <FieldSet legend={legend}>
      {Object.entries(options).map(([option, label]) => (
        <Radio
          key={option}
          name={name}
          value={option}
          id={`${name}-${option || name}`}
          label={label}
          checked={option === value}
        />
      ))}
      {error !== undefined && <FieldError id={`${name}Error`}>{error}</FieldError>}
    </FieldSet>
  );
}
