import { Checkbox, FieldError, FieldSet } from '../../../web/controls.tsx';
import { Card, Disclosure } from '../../../web/surfaces.tsx';
import { directoryRoleNames } from '../../directory/directory-roles.ts';
import { findGroupNames } from '../../directory/groups.ts';
import type { Fault } from '../../directory/invalid-input.ts';
import { faultOf } from '../admin-form.tsx';
import { whatItTakes } from '../roles.ts';
import type { Visit } from '../visit.ts';

export interface AssignmentsProps {
  /** What can be ticked. */
  groups: readonly { id: string; displayName: string }[];
  mayGiveRoles: boolean;
  /** What is ticked. */
  groupIds: readonly string[];
  roles: readonly string[];
}

/** Tab Assignments: groups and directory roles that a new user begins with (entra-admin.md 1.10). */
export function Assignments(props: AssignmentsProps & { faults?: readonly Fault[] | undefined }) {
  const { groups, mayGiveRoles, groupIds, roles, faults } = props;
  return (
    <Card title="Assignments" id="assignments">
      <Ticks
        legend="Add group"
        name="group"
        choices={groups}
        ticked={groupIds}
        empty="There are no groups yet."
        error={faultOf(faults, 'group')}
      />
      <Ticks
        legend="Add role"
        name="role"
        choices={
          mayGiveRoles ? directoryRoleNames.map((name) => ({ id: name, displayName: name })) : []
        }
        ticked={roles}
        empty={`You may not give directory roles. ${whatItTakes('role.assign')}`}
        error={faultOf(faults, 'role')}
      />
    </Card>
  );
}

function Ticks({
  legend,
  name,
  choices,
  ticked,
  empty,
  error,
}: {
  legend: string;
  name: string;
  choices: AssignmentsProps['groups'];
  ticked: readonly string[];
  empty: string;
  error: string | undefined;
}) {
  const chosen = ticked.length > 0;
  return (
    <>
      <Disclosure
        summary={chosen ? `${legend} (${ticked.length} selected)` : legend}
        open={chosen}
        id={`${name}Choices`}
      >
        {choices.length === 0 && <p class="hint">{empty}</p>}
        {choices.length > 0 && (
          <FieldSet legend={<span class="visually-hidden">{legend}</span>}>
            {choices.map(({ id, displayName }) => (
              <Checkbox
                key={id}
                name={name}
                id={`${name}-${id.replaceAll(' ', '')}`}
                value={id}
                label={displayName}
                checked={ticked.includes(id)}
              />
            ))}
          </FieldSet>
        )}
      </Disclosure>
      {error !== undefined && <FieldError id={`${name}Error`}>{error}</FieldError>}
    </>
  );
}

/**
 * What is ticked in a form that was sent, and what can be. Groups that are gone are dropped.
 *
 * @throws {AdminError} `role_missing` when somebody ticks a role who may not give any
 */
export async function readAssignments(visit: Visit): Promise<AssignmentsProps> {
  const { context, form, tenantId } = visit;
  const groups = await findGroupNames(context.db, tenantId);
  const roles = directoryRoleNames.filter((name) => form.all('role').includes(name));
  if (roles.length > 0) visit.require('role.assign');
  return {
    groups,
    mayGiveRoles: visit.may('role.assign'),
    groupIds: groups.map(({ id }) => id).filter((id) => form.all('group').includes(id)),
    roles,
  };
}
