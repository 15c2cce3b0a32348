import { Button, LinkButton } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { Toolbar } from '../../web/components/navigation.tsx';
import type { ListPage } from '../directory/paged-list.ts';
import type { Visit } from './visit.ts';

/** Rows per page of a list. */
export const PAGE_SIZE = 50;

/** The page number in the query, from 1. */
export function pageNumber(text: string): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}

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

/** The address of a list with parameters; empty ones are left out. */
function listAddress(path: string, parameters: Readonly<Record<string, string>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Links to the previous and next page, and the position. `total` counts all matching rows. */
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
