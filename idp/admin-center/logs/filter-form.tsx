import type { ComponentChildren } from 'preact';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Disclosure } from '../../../web/components/surfaces.tsx';

/** The filters above a log; a link to the same list, so it can be kept and sent on. Open when one is in use. */
export function FilterForm({
  action,
  active,
  children,
}: {
  action: string;
  active: boolean;
  children: ComponentChildren;
}) {
  return (
    <search>
      <Disclosure summary="Filters" open={active} id="filters">
        <form method="get" action={action} class="filters">
          {children}
          <Actions>
            <Button id="applyFilters">Apply</Button>
            {active && (
              <LinkButton href={action} appearance="subtle">
                Reset
              </LinkButton>
            )}
          </Actions>
        </form>
      </Disclosure>
    </search>
  );
}

/** The given names out of a query, with their values. */
export function readFilter<Name extends string>(
  names: readonly Name[],
  query: (name: string) => string,
): Record<Name, string> {
  const entries = names.map((name) => [name, query(name).slice(0, 300)]);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** What a date field sends; anything else counts as not given. */
export const dayOrNone = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : '');
