import { Button, Checkbox, FieldSet } from '../../../web/components/controls.tsx';
import { Field, FieldError } from '../../../web/components/field.tsx';
import {
  findPrincipals,
  type Principal,
  searchPrincipals,
} from '../../directory/applications/principals.ts';
import { findPeople, type Person, searchPeople } from '../../directory/people-search.ts';
import type { Database } from '../../directory/tables.ts';
import type { PostedForm } from '../posted-form.ts';
import type { Visit } from '../visit.ts';

/** A user, or a group that can be assigned. */
type Pickable = Person | Principal;

/** The ids that are ticked, from this search and earlier ones. */
export const pickedIds = (form: PostedForm): string[] => [...new Set(form.all('principal'))];

/** What the picker shows. */
export interface Picking {
  search: string;
  /** What the search finds. */
  found: readonly Pickable[];
  /** What is ticked already. */
  picked: readonly Pickable[];
}

/** What a form that was sent searches for and ticks. */
const pickingFrom =
  (
    search: (db: Database, tenantId: string, text: string) => Promise<Pickable[]>,
    find: (db: Database, tenantId: string, ids: readonly string[]) => Promise<Pickable[]>,
  ) =>
  async ({ context, tenantId, form }: Visit): Promise<Picking> => {
    const text = form.text('search');
    const [found, picked] = await Promise.all([
      search(context.db, tenantId, text),
      find(context.db, tenantId, pickedIds(form)),
    ]);
    return { search: text, found, picked };
  };

/** Users alone. */
export const pickingPeople = pickingFrom(searchPeople, findPeople);

/** Users and groups. */
export const pickingPrincipals = pickingFrom(searchPrincipals, findPrincipals);

/**
 * Search and tick, without a script: "Search" posts the form and shows it again with the ticks kept. It is first in the
 * form, so that the Enter key searches.
 */
export function PeoplePicker({
  search,
  found,
  picked,
  error,
}: Picking & { error?: string | undefined }) {
  const ids = new Set(picked.map(({ id }) => id));
  const others = found.filter(({ id }) => !ids.has(id));
  return (
    <>
      <div class="search-row">
        <Field
          name="search"
          type="search"
          label="Search"
          hideLabel
          placeholder="Search by name or user principal name"
          value={search}
          autocomplete="off"
        />
        <Button appearance="secondary" name="do" value="search">
          Search
        </Button>
      </div>
      {error !== undefined && <FieldError id="principalError">{error}</FieldError>}
      {picked.length > 0 && (
        <FieldSet legend={`Selected (${picked.length})`}>
          {picked.map((person) => (
            <PersonTick key={person.id} person={person} checked />
          ))}
        </FieldSet>
      )}
      <FieldSet legend={picked.length > 0 ? 'Others' : 'None Selected'}>
        {others.map((person) => (
          <PersonTick key={person.id} person={person} />
        ))}
        {others.length === 0 && <p>{noMatch(search, picked.length)}</p>}
      </FieldSet>
    </>
  );
}

const noMatch = (search: string, picked: number): string =>
  search === '' || picked > 0
    ? 'No other matches.'
    : `Nothing matches "${search}". Create the user first, under Users.`;

function PersonTick({ person, checked }: { person: Pickable; checked?: boolean }) {
  return (
    <Checkbox
      name="principal"
      id={`principal-${person.id}`}
      value={person.id}
      checked={checked}
      label={person.displayName}
      hint={'detail' in person ? person.detail : person.userPrincipalName}
    />
  );
}
