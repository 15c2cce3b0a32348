import { Button } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';

/**
 * Narrows the choices of a long form without a script: the form is sent, and comes back with its values. Hidden while all choices
 * fit.
 */
export function ChoiceSearch({
  label,
  value,
  more,
}: {
  label: string;
  value: string;
  /** There are more choices than the form shows. */
  more: boolean;
}) {
  if (!more && value === '') return null;
  return (
    <div class="actions">
      <Field
        name="choiceSearch"
        type="search"
        label={label}
        hint="Only the first 50 are shown. Selected ones stay selected."
        value={value}
        autocomplete="off"
      />
      <Button appearance="secondary" name="step" value="search" formnovalidate>
        Search
      </Button>
    </div>
  );
}
