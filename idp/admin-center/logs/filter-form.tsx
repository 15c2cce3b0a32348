import type { ComponentChildren } from 'preact';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Disclosure } from '../../../web/components/surfaces.tsx';

/** The filters above a log, open while one is active. Results have their own address, so they can be bookmarked and shared. */
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

/** The values of these names in a query. */
export function readFilter<Name extends string>(
  names: readonly Name[],
  query: (name: string) => string,
): Record<Name, string> {
  const entries = names.map((name) => [name, query(name).slice(0, 300)]);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** The value of a date field; anything else counts as absent. */
export const dayOrNone = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : '');
