import { Checkbox } from '../../web/components/controls.tsx';
import type { Choice } from '../directory/choices.ts';

export interface ChoiceTicksProps {
  /** Name of the form field. */
  name: string;
  choices: readonly Choice[];
  /** Ids of the ticked choices. */
  ticked: readonly string[];
}

/** A checkbox for each choice. */
export function ChoiceTicks({ name, choices, ticked }: ChoiceTicksProps) {
  return (
    <>
      {choices.map(({ id, displayName }) => (
        <Checkbox
          key={id}
          name={name}
          id={`${name}-${id.replaceAll(' ', '')}`}
          value={id}
          label={displayName}
          checked={ticked.includes(id)}
        />
      ))}
    </>
  );
}
