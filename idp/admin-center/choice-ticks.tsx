import { Checkbox } from '../../web/controls.tsx';
import type { Choice } from '../directory/choices.ts';

/** A tick for each choice. They are sent under one name; which are ticked is told by their ids. */
export function ChoiceTicks({
  name,
  choices,
  ticked,
}: {
  name: string;
  choices: readonly Choice[];
  ticked: readonly string[];
}) {
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
