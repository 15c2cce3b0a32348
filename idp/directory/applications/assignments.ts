import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import type { Database, ServicePrincipalRow } from '../tables.ts';
import { appRolesOf, isAssignable } from './app-roles.ts';
import { requireApplication } from './application-details.ts';

/** Graph's id for "Default Access": assigned, to no role in particular. */
export const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** One user and one application. */
export interface UserAndApplication {
  servicePrincipalId: string;
  userId: string;
}

/** A user or a group, and an application of the same tenant. */
export type PrincipalAndApplication = { servicePrincipalId: string } & (
  | { userId: string }
  | { groupId: string }
);

/** Who gets an application in which role. */
export type NewAssignment = PrincipalAndApplication & {
  /** One of the application's roles; default: `DEFAULT_ACCESS`. */
  appRoleId?: string | undefined;
};

/**
 * Assigns a user or a group to an application; assigning twice is the same as once. The direct members of a group then count as
 * assigned (entra-admin.md 1.6).
 *
 * @throws {InvalidInput} on `appRoleId`: `unknown` when the application has no such role, `disabled`, or `member_type` when it is for applications only
 * @throws {NotFound} when the application, or the user or group in its tenant, does not exist
 */
export async function assign(db: Database, assignment: NewAssignment, now: Date): Promise<void> {
  requireTypes<GivenAssignment>(assignment, {
    servicePrincipalId: 'string',
    appRoleId: 'string?',
    userId: 'string?',
    groupId: 'string?',
  });
  const principal = principalOf(assignment);
  const { servicePrincipalId, appRoleId = DEFAULT_ACCESS } = assignment;
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  await requirePrincipal(db, servicePrincipal, principal);
  await requireRole(db, servicePrincipal, appRoleId);
  await db
    .insertInto('appRoleAssignment')
    .values({
      id: idsOf(db).uuid('appRoleAssignment'),
      principalId: principal.id,
      principalType: principal.type,
      resourceId: servicePrincipal.id,
      appRoleId,
      createdDateTime: now.toISOString(),
    })
    .onConflict((c) => c.columns(['principalId', 'resourceId', 'appRoleId']).doNothing())
    .execute();
}

interface GivenAssignment {
  servicePrincipalId: string;
  appRoleId?: string | undefined;
  userId?: string | undefined;
  groupId?: string | undefined;
}

interface Principal {
  id: string;
  type: 'User' | 'Group';
}

function principalOf({ userId, groupId }: GivenAssignment): Principal {
  if (userId !== undefined && groupId === undefined) return { id: userId, type: 'User' };
  if (groupId !== undefined && userId === undefined) return { id: groupId, type: 'Group' };
  const message = 'An assignment must have either a userId or a groupId.';
  throw new InvalidInput([{ property: '', code: 'required', message }]);
}

async function requirePrincipal(
  db: Database,
  { tenantId }: ServicePrincipalRow,
  { id, type }: Principal,
): Promise<void> {
  const found = await db
    .selectFrom(type === 'User' ? 'directoryUser' : 'directoryGroup')
    .select('id')
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  if (!found) throw new NotFound(type === 'User' ? 'user' : 'group', id);
}

async function requireRole(db: Database, { id }: ServicePrincipalRow, role: string): Promise<void> {
  if (role === DEFAULT_ACCESS) return;
  const found = (await appRolesOf(db, id)).find((one) => one.id === role);
  if (found && isAssignable(found)) return;
  const fault = (code: string, message: string) =>
    new InvalidInput([{ property: 'appRoleId', code, message }]);
  if (!found) throw fault('unknown', `The application has no role "${role}".`);
  throw found.isEnabled === 0
    ? fault('disabled', `The role ${found.displayName} is disabled.`)
    : fault('member_type', `The role ${found.displayName} is for applications only.`);
}

/**
 * Removes the direct assignments of a user or a group, in every role, if any.
 *
 * @throws {NotFound} when the application, or the user or group in its tenant, does not exist
 */
export async function unassign(db: Database, given: PrincipalAndApplication): Promise<void> {
  requireTypes<GivenAssignment>(given, {
    servicePrincipalId: 'string',
    appRoleId: 'string?',
    userId: 'string?',
    groupId: 'string?',
  });
  const principal = principalOf(given);
  const { servicePrincipal } = await requireApplication(db, undefined, given.servicePrincipalId);
  await requirePrincipal(db, servicePrincipal, principal);
  await db
    .deleteFrom('appRoleAssignment')
    .where('principalId', '=', principal.id)
    .where('resourceId', '=', servicePrincipal.id)
    .execute();
}

/** Whether the user is assigned directly, in any role. */
export async function isAssigned(db: Database, given: UserAndApplication): Promise<boolean> {
  requireTypes(given, { servicePrincipalId: 'string', userId: 'string' });
  const row = await db
    .selectFrom('appRoleAssignment')
    .select('id')
    .where('principalId', '=', given.userId)
    .where('resourceId', '=', given.servicePrincipalId)
    .executeTakeFirst();
  return row !== undefined;
}
