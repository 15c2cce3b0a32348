import { requireTypes } from '../../../input/argument-types.ts';
import { all, type DirectoryParts } from '../directory-parts.ts';
import { type Access, accessTo } from './access-to.ts';
import { type AppRoleProperties, appRolePropertiesOf, appRolesOf } from './app-roles.ts';
import { requireApplication } from './application-details.ts';
import { type AssignmentView, listAssignments } from './assignment-list.ts';
import {
  assign,
  isAssigned,
  type NewAssignment,
  type PrincipalAndApplication,
  type UserAndApplication,
  unassign,
} from './assignments.ts';
import { deleteAppRole, type SomeAppRoleProperties, saveAppRole } from './manage-app-roles.ts';

/** Of `Directory`: who may use an application: its roles and assignments. */
export interface AssignmentDirectory {
  /** The roles of an application, the usual one first. @throws {NotFound} when the application does not exist */
  appRoles(servicePrincipalId: string): Promise<(AppRoleProperties & { id: string })[]>;
  /**
   * Creates a role of an application: for users and groups, enabled, described by its name, unless its properties say otherwise.
   *
   * @throws {InvalidInput} when a property breaks a rule, or another role has the value
   * @throws {NotFound} when the application does not exist
   */
  createAppRole(
    servicePrincipalId: string,
    role: SomeAppRoleProperties & { displayName: string },
  ): Promise<{ id: string }>;
  /**
   * Changes the properties that are given. Users and groups that have a role keep it when it is disabled.
   *
   * @throws {InvalidInput} when a property breaks a rule, or another role has the value
   * @throws {NotFound} when the application or the role does not exist
   */
  updateAppRole(
    servicePrincipalId: string,
    roleId: string,
    changes: SomeAppRoleProperties,
  ): Promise<void>;
  /**
   * Deletes a role and the assignments in it.
   *
   * @throws {InvalidInput} when it was not disabled before
   * @throws {NotFound} when the application or the role does not exist
   */
  deleteAppRole(servicePrincipalId: string, roleId: string): Promise<void>;
  /**
   * Assigns a user or a group; assigning twice is the same as once.
   *
   * @throws {InvalidInput} when the application has no such role, or it cannot be assigned
   * @throws {NotFound} when the application, or the user or group in its tenant, does not exist
   */
  assign(assignment: NewAssignment): Promise<void>;
  /** Who is assigned to an application, by name, at most 1,000. */
  listAssignments(servicePrincipalId: string): Promise<AssignmentView[]>;
  /**
   * Removes the direct assignments of a user or a group, if any.
   *
   * @throws {NotFound} when the application, or the user or group in its tenant, does not exist
   */
  unassign(assignment: PrincipalAndApplication): Promise<void>;
  /** Whether the user is assigned directly, in any role. */
  isAssigned(assignment: UserAndApplication): Promise<boolean>;
  /**
   * Whether a sign-in of the user to the application passes the check of the assignment.
   *
   * @throws {NotFound} when the application does not exist
   */
  accessTo(assignment: UserAndApplication): Promise<Access>;
}

export const assignmentDirectory = ({ db, clock }: DirectoryParts): AssignmentDirectory => ({
  appRoles: async (servicePrincipalId) => {
    requireTypes({ servicePrincipalId }, { servicePrincipalId: 'string' });
    const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
    const roles = await appRolesOf(db, servicePrincipal.id);
    return roles.map((role) => ({ id: role.id, ...appRolePropertiesOf(role) }));
  },
  createAppRole: (servicePrincipalId, role) =>
    saveAppRole(db, { servicePrincipalId }, undefined, role),
  async updateAppRole(servicePrincipalId, roleId, changes) {
    requireTypes({ roleId }, { roleId: 'string' });
    await saveAppRole(db, { servicePrincipalId }, roleId, changes);
  },
  deleteAppRole: (servicePrincipalId, roleId) => deleteAppRole(db, { servicePrincipalId }, roleId),
  assign: (assignment) => assign(db, assignment, clock()),
  listAssignments: async (servicePrincipalId) => {
    requireTypes({ servicePrincipalId }, { servicePrincipalId: 'string' });
    return (await listAssignments(db, { servicePrincipalId, ...all })).rows;
  },
  unassign: (assignment) => unassign(db, assignment),
  isAssigned: (assignment) => isAssigned(db, assignment),
  accessTo: (assignment) => accessTo(db, assignment),
});
