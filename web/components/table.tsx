import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import { scrollArea } from './scroll-area.ts';

export type Column =
  | string
  | {
      title: ComponentChildren;
      align?: 'start' | 'end' | undefined;
      /** Keeps dates, numbers and codes on one line. */
      nowrap?: boolean | undefined;
      /** Breaks long values such as URLs anywhere, so that the table need not scroll. */
      breaks?: boolean | undefined;
    };

/**
 * Rows under headings. On a phone each cell is a line with its heading before it. A table that is still too wide scrolls inside its frame, which is
 * focusable so that it can be scrolled by keyboard.
 * `caption` names it for assistive technology; `empty` is shown when there are no rows.
 */
export function Table({
  columns,
  rows,
  caption,
  empty = 'Nothing here yet.',
}: {
  columns: readonly Column[];
  rows: readonly (readonly ComponentChildren[])[];
  caption?: string | undefined;
  empty?: ComponentChildren;
}) {
  const headings = columns.map((column) =>
    typeof column === 'string' ? { title: column } : column,
  );
  const labels = headings.map(({ title }) => (typeof title === 'string' ? title : undefined));
  const classes = headings.map(({ align, nowrap, breaks }) =>
    classNames(align === 'end' && 'align-end', nowrap && 'nowrap', breaks && 'breaks'),
  );
  return (
    <div class="table-frame" {...scrollArea(caption ?? 'Table')}>
      <table>
        {caption !== undefined && <caption class="visually-hidden">{caption}</caption>}
        <thead>
          <tr>
            {headings.map((heading, column) => (
              <th key={column} scope="col" class={classes[column]}>
                {heading.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column} class={classes[column]} data-label={labels[column]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td class="table-empty" colSpan={columns.length}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
