import { Checkbox } from '../../web/components/controls.tsx';
import type { Choice } from '../directory/choices.ts';

export interface ChoiceTicksProps {
  /** They are sent under it. */
  name: string;
  choices: readonly Choice[];
  /** Their ids. */
  ticked: readonly string[];
}

/** A tick for each choice. */
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
