import { Facts } from '../../web/components/surfaces.tsx';

export interface Difference {
  readonly name: string;
  /** What somebody else saved in the meantime. */
  readonly saved: string;
  /** What this person was about to save. */
  readonly yours: string;
}

/** The fields in which two people's changes differ, both values in sight also on a narrow screen. */
export function Differences({ fields }: { fields: readonly Difference[] }) {
  const differing = fields.filter(({ saved, yours }) => saved !== yours);
  if (differing.length === 0) return <p>What is saved is the same as yours.</p>;
  return (
    <Facts
      items={differing.map(({ name, saved, yours }) => ({
        term: name,
        value: (
          <>
            <div>Saved in the meantime: {saved || '(empty)'}</div>
            <div>Yours: {yours || '(empty)'}</div>
          </>
        ),
      }))}
    />
  );
}
