import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import type { Database } from '../tables.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** The application permissions (app roles) of Microsoft Graph that something here asks for, with their ids and Microsoft's display names. */
export const graphPermissions = {
  'Application.Read.All': {
    id: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
    displayName: 'Read all applications',
  },
  'AuditLog.Read.All': {
    id: 'b0afded3-3588-46d8-8b3d-9842eff778da',
    displayName: 'Read all audit log data',
  },
  'Synchronization.Read.All': {
    id: '5ba43d2f-fa88-4db2-bd1c-a67c5f0fb1ce',
    displayName: 'Read all Azure AD synchronization data.',
  },
  'Synchronization.ReadWrite.All': {
    id: '9b50c33d-700f-43b1-b2eb-87e89b703581',
    displayName: 'Read and write all Azure AD synchronization data.',
  },
} as const;

export type GraphPermission = keyof typeof graphPermissions;

const isPermission = (value: string): value is GraphPermission =>
  Object.hasOwn(graphPermissions, value);

/** The permissions that an application was granted, by name. */
export async function graphPermissionsOf(
  db: Database,
  servicePrincipalId: string,
): Promise<GraphPermission[]> {
  const rows = await db
    .selectFrom('graphPermission')
    .select('value')
    .where('servicePrincipalId', '=', servicePrincipalId)
    .orderBy('value')
    .execute();
  return rows.map(({ value }) => value).filter(isPermission);
}

/**
 * Grants application permissions of Microsoft Graph, with the administrator's consent, which Entra asks for separately. Those that the
 * application has stay.
 *
 * @param values names of `graphPermissions`
 * @throws {InvalidInput} `unknown` for a name that is not one of them
 * @throws {NotFound} when the application does not exist
 */
export async function grantGraphPermissions(
  db: Database,
  edit: ApplicationEdit,
  values: readonly string[],
  now: Date,
): Promise<void> {
  requireTypes({ values }, { values: 'string[]' });
  refuseFaults(values.map(permissionFault));
  await changeApplication(db, edit, noSection, async (tx, { servicePrincipal: { id } }) => {
    for (const value of values) {
      await tx
        .insertInto('graphPermission')
        .values({ servicePrincipalId: id, value, createdDateTime: now.toISOString() })
        .onConflict((c) => c.columns(['servicePrincipalId', 'value']).doNothing())
        .execute();
    }
    return {};
  });
}

const noSection = () => undefined;

function permissionFault(value: string, position: number): Fault | undefined {
  if (isPermission(value)) return undefined;
  const message = `"${value.slice(0, 80)}" is not a permission that this Graph knows; it knows ${Object.keys(graphPermissions).join(', ')}.`;
  return { property: `values.${position}`, code: 'unknown', message };
}

/**
 * Takes a permission back. Tokens that were issued keep it until they expire, as in Entra.
 *
 * @throws {InvalidInput} `unknown` for a name that is not one of `graphPermissions`
 * @throws {NotFound} when the application does not exist
 */
export async function revokeGraphPermission(
  db: Database,
  edit: ApplicationEdit,
  value: string,
): Promise<void> {
  requireTypes({ value }, { value: 'string' });
  refuseFaults([permissionFault(value, 0)]);
  await changeApplication(db, edit, noSection, async (tx, { servicePrincipal: { id } }) => {
    await tx
      .deleteFrom('graphPermission')
      .where('servicePrincipalId', '=', id)
      .where('value', '=', value)
      .execute();
    return {};
  });
}
