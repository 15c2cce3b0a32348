import { Button } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';

/**
 * Narrows what a long form offers to tick, without a script: the form is sent, and comes back as it was typed. Not shown as long as
 * everything fits.
 */
export function ChoiceSearch({
  label,
  value,
  more,
}: {
  label: string;
  value: string;
  /** There is more than the form shows. */
  more: boolean;
}) {
  if (!more && value === '') return null;
  return (
    <div class="actions">
      <Field
        name="choiceSearch"
        type="search"
        label={label}
        hint="Only the first 50 are shown. What is ticked stays ticked."
        value={value}
        autocomplete="off"
      />
      <Button appearance="secondary" name="step" value="search" formnovalidate>
        Search
      </Button>
    </div>
  );
}
