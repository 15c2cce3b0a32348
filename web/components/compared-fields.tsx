import { Table } from './table.tsx';

/** A field that two people changed at the same time. */
export interface ComparedField {
  label: string;
  /** As the other person saved it. */
  saved: string;
  /** As this person typed it. */
  typed: string;
}

/** The fields in which what another user saved differs from what this person typed. */
export function ComparedFields({ fields }: { fields: readonly ComparedField[] }) {
  const differing = fields.filter(({ saved, typed }) => saved !== typed);
  return (
    <Table
      caption="Saved values and your values"
      columns={['Field', 'Saved', 'Yours']}
      rows={differing.map(({ label, saved, typed }) => [label, shown(saved), shown(typed)])}
      empty="Your values are the same as the saved ones."
    />
  );
}

const shown = (value: string) => (value === '' ? '(empty)' : value);
