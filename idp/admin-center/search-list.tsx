import { Button, LinkButton } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { listAddress, PAGE_SIZE, pageNumber } from '../../web/components/pager.tsx';
import type { ListPage } from '../directory/paged-list.ts';
import type { Visit } from './visit.ts';

/** The search text and the page number in the query. */
export const listPageOf = ({ query }: Visit): ListPage => ({
  search: query('search'),
  page: pageNumber(query('page')),
  pageSize: PAGE_SIZE,
});

/** The search box above a list. Results have their own address, so they can be bookmarked and shared. */
export function SearchForm({
  action,
  label,
  value,
  keep = {},
}: {
  action: string;
  label: string;
  value: string;
  /** Other parameters of the list that a new search keeps. */
  keep?: Readonly<Record<string, string>>;
}) {
  return (
    <search>
      <form method="get" action={action} class="search-row">
        {Object.entries(keep).map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <Field
          name="search"
          type="search"
          label={label}
          hideLabel
          placeholder={label}
          value={value}
        />
        <Button appearance="secondary">Search</Button>
        {value !== '' && (
          <LinkButton href={listAddress(action, keep)} appearance="subtle">
            Clear
          </LinkButton>
        )}
      </form>
    </search>
  );
}
