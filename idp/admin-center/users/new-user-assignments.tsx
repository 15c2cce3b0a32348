import { FieldSet } from '../../../web/components/controls.tsx';
import { FieldError } from '../../../web/components/field.tsx';
import { Card, Disclosure } from '../../../web/components/surfaces.tsx';
import { type Choice, findChoices } from '../../directory/choices.ts';
import { directoryRoleNames } from '../../directory/users/directory-roles.ts';
import { faultOf } from '../admin-form.tsx';
import { ChoiceSearch } from '../choice-search.tsx';
import { ChoiceTicks, type ChoiceTicksProps } from '../choice-ticks.tsx';
import type { FieldFault } from '../field-faults.ts';
import { whatItTakes } from '../roles.ts';
import type { Visit } from '../visit.ts';

export interface AssignmentsProps {
  /** The groups to choose from. */
  groups: readonly Choice[];
  /** Search text for the groups, and whether there are more than shown. */
  search: string;
  more: boolean;
  mayGiveRoles: boolean;
  /** The ticked choices. */
  groupIds: readonly string[];
  roles: readonly string[];
}

/** Tab Assignments: groups and directory roles of a new user (entra-admin.md 1.10). */
export function Assignments(
  props: AssignmentsProps & { faults?: readonly FieldFault[] | undefined },
) {
  const { groups, search, more, mayGiveRoles, groupIds, roles, faults } = props;
  return (
    <Card title="Assignments" id="assignments">
      <Ticks
        legend="Add group"
        name="group"
        choices={groups}
        ticked={groupIds}
        empty="There are no groups yet."
        error={faultOf(faults, 'group')}
        opened={search !== ''}
      />
      <ChoiceSearch label="Search groups" value={search} more={more} />
      <Ticks
        legend="Add role"
        name="role"
        choices={
          mayGiveRoles ? directoryRoleNames.map((name) => ({ id: name, displayName: name })) : []
        }
        ticked={roles}
        empty={`You cannot assign directory roles. ${whatItTakes('role.assign')}`}
        error={faultOf(faults, 'role')}
      />
    </Card>
  );
}

interface TicksProps extends ChoiceTicksProps {
  legend: string;
  empty: string;
  error: string | undefined;
  opened?: boolean | undefined;
}

function Ticks({ legend, empty, error, opened = false, ...ticks }: TicksProps) {
  const { name, choices, ticked } = ticks;
  const chosen = ticked.length > 0;
  return (
    <>
      <Disclosure
        summary={chosen ? `${legend} (${ticked.length} selected)` : legend}
        open={chosen || opened}
        id={`${name}Choices`}
      >
        {choices.length === 0 && <p class="hint">{empty}</p>}
        {choices.length > 0 && (
          <FieldSet legend={<span class="visually-hidden">{legend}</span>}>
            <ChoiceTicks {...ticks} />
          </FieldSet>
        )}
      </Disclosure>
      {error !== undefined && <FieldError id={`${name}Error`}>{error}</FieldError>}
    </>
  );
}

/**
 * The ticked and the available choices of a posted form. Deleted groups are dropped.
 *
 * @throws {AdminError} `role_missing` when a role is ticked and the user cannot assign roles
 */
export async function readAssignments(visit: Visit): Promise<AssignmentsProps> {
  const { context, form, tenantId } = visit;
  const search = form.text('choiceSearch');
  const ticked = form.all('group');
  const { choices: groups, more } = await findChoices(context.db, 'directoryGroup', {
    tenantId,
    search,
    ticked,
  });
  const roles = directoryRoleNames.filter((name) => form.all('role').includes(name));
  if (roles.length > 0) visit.require('role.assign');
  return {
    groups,
    search,
    more,
    mayGiveRoles: visit.may('role.assign'),
    groupIds: groups.map(({ id }) => id).filter((id) => ticked.includes(id)),
    roles,
  };
}
