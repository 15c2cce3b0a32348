import { requireTypes } from '../argument-types.ts';
import { all, type DirectoryParts } from '../directory-parts.ts';
import type { AppRoleRow } from '../tables.ts';
import { type Access, accessTo } from './access-to.ts';
import { appRolesOf } from './app-roles.ts';
import { type AssignmentView, listAssignments } from './assignment-list.ts';
import {
  assign,
  isAssigned,
  type NewAssignment,
  type PrincipalAndApplication,
  type UserAndApplication,
  unassign,
} from './assignments.ts';

/** Of `Directory`: who may use an application: its roles and assignments. */
export interface AssignmentDirectory {
  /** The roles that an assignment can name, the usual one first. */
  appRoles(servicePrincipalId: string): Promise<AppRoleRow[]>;
  /**
   * Assigns a user or a group; assigning twice is the same as once.
   *
   * @throws {InvalidInput} when the application has no such role
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
    return appRolesOf(db, servicePrincipalId);
  },
  assign: (assignment) => assign(db, assignment, clock()),
  listAssignments: async (servicePrincipalId) => {
    requireTypes({ servicePrincipalId }, { servicePrincipalId: 'string' });
    return (await listAssignments(db, { servicePrincipalId, ...all })).rows;
  },
  unassign: (assignment) => unassign(db, assignment),
  isAssigned: (assignment) => isAssigned(db, assignment),
  accessTo: (assignment) => accessTo(db, assignment),
});
