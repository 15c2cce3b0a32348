import type { Json } from '../../../scim/json.ts';
import type { AttributeChange } from './operations.ts';

/** A role of the application that is assigned to the user. */
export interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
}

/** The functions of a mapping that make values for `roles` (scim.md a.2). */
export type RolesForm =
  | 'SingleAppRoleAssignment'
  | 'AppRoleAssignmentsComplex'
  | 'AssertiveAppRoleAssignmentsComplex';

const TYPE = 'WindowsAzureActiveDirectoryRole';

/** `roles` of a new user: only the role of SingleAppRoleAssignment is primary. */
export const rolesValue = (form: RolesForm, roles: readonly AppRole[]): Json =>
  form === 'SingleAppRoleAssignment'
    ? roles.slice(0, 1).map(({ value }) => ({ primary: true, type: TYPE, value }))
    : roles.map(({ value, displayName }) => ({
        primary: false,
        type: TYPE,
        display: displayName,
        value,
      }));

/** `roles` of an update: the older functions add roles as JSON text, the assertive one replaces all with objects (scim.md 0). */
export const rolesChange = (form: RolesForm, roles: readonly AppRole[]): AttributeChange =>
  form === 'AssertiveAppRoleAssignmentsComplex'
    ? { op: 'Replace', target: 'roles', value: rolesValue(form, roles) }
    : {
        op: 'Add',
        target: 'roles',
        value: (form === 'SingleAppRoleAssignment' ? roles.slice(0, 1) : roles).map(
          ({ id, value, displayName }) => ({ value: JSON.stringify({ id, value, displayName }) }),
        ),
      };
