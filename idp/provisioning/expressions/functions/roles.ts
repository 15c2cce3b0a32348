import { Roles, type RolesForm } from '../value.ts';
import type { ExpressionFunction } from './function.ts';

/** They read the attribute `appRoleAssignments`, whose roles the source object has. */
const rolesFunction = (form: RolesForm): ExpressionFunction => ({
  parameters: ['appRoleAssignments'],
  least: 1,
  // Of several roles Entra takes an unpredictable one; here the first by name, so that it is always the same.
  call: ({ source: { roles } }) =>
    new Roles(form, form === 'SingleAppRoleAssignment' ? roles.slice(0, 1) : roles),
});

/** How app roles become the attribute `roles` (scim.md a.2). */
export const rolesFunctions = {
  SingleAppRoleAssignment: rolesFunction('SingleAppRoleAssignment'),
  AppRoleAssignmentsComplex: rolesFunction('AppRoleAssignmentsComplex'),
  AssertiveAppRoleAssignmentsComplex: rolesFunction('AssertiveAppRoleAssignmentsComplex'),
} satisfies Record<RolesForm, ExpressionFunction>;
