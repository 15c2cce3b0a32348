import { FieldSet, Radio } from '../../../web/components/controls.tsx';
import { FieldError } from '../../../web/components/field.tsx';

/** One of several values: a radio for each, by its label. */
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
  /** The label of each value; the empty value stands for the name itself in the id of its radio. */
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
