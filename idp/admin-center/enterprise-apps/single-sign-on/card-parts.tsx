import { LinkButton } from '../../../../web/components/controls.tsx';
import { Icon } from '../../../../web/components/icons.tsx';
import type { ApplicationVisit } from '../application-routes.ts';

/** Several values below each other, or a text without any. */
export const values = (list: readonly string[], none: string) =>
  list.length === 0 ? none : list.map((value) => <div key={value}>{value}</div>);

/** The pencil of a section. */
export function Edit({
  visit,
  page,
  what,
}: {
  visit: ApplicationVisit;
  page: string;
  what: string;
}) {
  return (
    <LinkButton href={visit.path(page)} appearance="subtle" aria-label={`Edit ${what}`}>
      <Icon name="pencil" />
      Edit
    </LinkButton>
  );
}
