import { Button, LinkButton } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { Toolbar } from '../../web/components/navigation.tsx';
import type { ListPage } from '../directory/paged-list.ts';
import type { Visit } from './visit.ts';

/** How many rows a page of a list has. */
export const PAGE_SIZE = 50;

/** The number of the page that the query asks for, from 1. */
export function pageNumber(text: string): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}

/** The search and the page of a list that the query asks for. */
export const listPageOf = ({ query }: Visit): ListPage => ({
  search: query('search'),
  page: pageNumber(query('page')),
  pageSize: PAGE_SIZE,
});

/** A search box above a list; it is a link to the same list, so it can be kept and sent on. */
export function SearchForm({
  action,
  label,
  value,
  keep = {},
}: {
  action: string;
  label: string;
  value: string;
  /** Other parameters of the list that a new search leaves as they are. */
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

/** The address of a list with some parameters; empty ones are left out. */
export function listAddress(path: string, parameters: Readonly<Record<string, string>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Previous and next page, and where one is. `total` counts all rows that match. */
export function Pager({
  action,
  page,
  total,
  keep = {},
  pageSize = PAGE_SIZE,
}: {
  action: string;
  page: number;
  total: number;
  keep?: Readonly<Record<string, string>>;
  pageSize?: number;
}) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1 && page === 1) return null;
  const address = (to: number) =>
    listAddress(action, { ...keep, page: to === 1 ? '' : String(to) });
  const from = (page - 1) * pageSize + 1;
  return (
    <nav aria-label="Pages">
      <Toolbar>
        {page > 1 && (
          <LinkButton href={address(Math.min(page - 1, pages))} appearance="subtle">
            Previous
          </LinkButton>
        )}
        <span>
          {from <= total
            ? `${from} to ${Math.min(from + pageSize - 1, total)} of ${total}`
            : `${total} in all`}
        </span>
        {page < pages && (
          <LinkButton href={address(page + 1)} appearance="subtle">
            Next
          </LinkButton>
        )}
      </Toolbar>
    </nav>
  );
}
