import { Button, Checkbox, Field, FieldError, FieldSet } from '../../../web/controls.tsx';
import type { Person } from '../../directory/application-owners.ts';
import type { Principal } from '../../directory/principals.ts';
import type { PostedForm } from '../posted-form.ts';

/** A user, or whoever else can be assigned. */
type Pickable = Person | Principal;

/** The ids that are ticked, from this search and earlier ones. */
export const pickedIds = (form: PostedForm): string[] => [...new Set(form.all('principal'))];

/**
 * Search and tick, without a script: "Search" sends the form and gets it back with the ticks kept. It stands first in the
 * form, so that the Enter key searches.
 */
export function PeoplePicker({
  search,
  found,
  picked,
  error,
}: {
  search: string;
  found: readonly Pickable[];
  picked: readonly Pickable[];
  error?: string | undefined;
}) {
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
        {others.length === 0 && <p>{nobody(search, picked.length)}</p>}
      </FieldSet>
    </>
  );
}

const nobody = (search: string, picked: number): string =>
  search === '' || picked > 0
    ? 'Nobody else matches.'
    : `Nobody here matches "${search}". A user has to be created before, under Users.`;

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
