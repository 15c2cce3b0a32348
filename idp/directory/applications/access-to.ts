import { requireTypes } from '../../../input/argument-types.ts';
import { isGranted } from '../sign-in/access.ts';
import type { Database } from '../tables.ts';
import { requireApplication } from './application-details.ts';
import type { UserAndApplication } from './assignments.ts';

/** `granted`: assigned, directly or by a group, or a Global Administrator; `not_required`: the application is open to all users. */
export type Access = 'granted' | 'not_required' | 'refused';

/**
 * What the check of the assignment says about a user (entra-saml.md 9.6).
 *
 * @throws {NotFound} when the application does not exist
 */
export async function accessTo(db: Database, given: UserAndApplication): Promise<Access> {
  requireTypes(given, { servicePrincipalId: 'string', userId: 'string' });
  const { servicePrincipal } = await requireApplication(db, undefined, given.servicePrincipalId);
  if (await isGranted(db, given.userId, servicePrincipal.id)) return 'granted';
  return servicePrincipal.appRoleAssignmentRequired === 1 ? 'refused' : 'not_required';
}
