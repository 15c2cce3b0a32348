import { LinkButton } from './controls.tsx';
import { Toolbar } from './navigation.tsx';

/** Rows per page of a list. */
export const PAGE_SIZE = 50;

/** The page number in the query, from 1. */
export function pageNumber(text: string): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}

/** The address of a list with parameters; empty ones are left out. */
export function listAddress(path: string, parameters: Readonly<Record<string, string>>): string {
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
  parameter = 'page',
  label = 'Pages',
}: {
  action: string;
  page: number;
  total: number;
  keep?: Readonly<Record<string, string>>;
  pageSize?: number;
  /** Name of the page number in the query, where a page has several lists. */
  parameter?: string;
  label?: string;
}) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1 && page === 1) return null;
  const address = (to: number) =>
    listAddress(action, { ...keep, [parameter]: to === 1 ? '' : String(to) });
  const from = (page - 1) * pageSize + 1;
  return (
    <nav aria-label={label}>
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
