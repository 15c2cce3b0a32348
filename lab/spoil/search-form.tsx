import type { ComponentChildren } from 'preact';
import { Actions, Button } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';

/** A GET form, so that a search can be bookmarked and shared. @param children further fields, before the button */
export function SearchForm({
  query = '',
  children,
}: {
  query?: string;
  children?: ComponentChildren;
}) {
  const search = (
    <Field
      label="Search the cases"
      name="q"
      id="case-query"
      type="search"
      value={query}
      placeholder="audience, xsw, CVE-2017-11427 …"
      maxLength={100}
    />
  );
  return (
    <search>
      {children === undefined ? (
        <form method="get" action="/cases" class="case-search">
          {search}
          <Button appearance="secondary">Search</Button>
        </form>
      ) : (
        <form method="get" action="/cases" class="filters">
          {search}
          {children}
          <Actions>
            <Button>Search</Button>
          </Actions>
        </form>
      )}
    </search>
  );
}
