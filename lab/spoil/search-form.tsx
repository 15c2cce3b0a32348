import { Button, HiddenField } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';

/** A GET form, so that a search can be bookmarked and shared. */
export function SearchForm({ query = '', all = false }: { query?: string; all?: boolean }) {
  return (
    <search>
      <form method="get" action="/cases" class="case-search">
        <Field
          label="Search the cases"
          name="q"
          id="case-query"
          type="search"
          value={query}
          placeholder="audience, xsw, CVE-2017-11427 …"
          maxLength={100}
        />
        {all && <HiddenField name="all" value="1" />}
        <Button appearance="secondary">Search</Button>
      </form>
    </search>
  );
}
