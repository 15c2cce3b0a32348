import type { Transaction, Updateable } from 'kysely';
import { requireTypes } from '../../../input/argument-types.ts';
import { inTransaction } from '../in-transaction.ts';
import { refuseTaken } from '../refuse-taken.ts';
import { requireChanged, requireTag } from '../stale-version.ts';
import type { Database, DirectoryTables, ServicePrincipalRow } from '../tables.ts';
import { type ApplicationDetails, requireApplication } from './application-details.ts';

/** Which application is to be changed. */
export interface ApplicationEdit {
  servicePrincipalId: string;
  /** The tenant that must have it; absent: any. Pages give the administrator's. */
  tenantId?: string | undefined;
  /** Tag of the section as the form showed it; absent: whatever is stored is replaced. */
  tag?: string | undefined;
}

/**
 * Changes an application in one transaction, unless the section has changed since the form was made. Every write to an
 * application goes through here, so each raises `version`.
 *
 * @param section the values that the form shows, see `tagOf`
 * @param change makes the new column values; may write to other tables
 * @returns the application before the change.
 * @throws {NotFound} when the tenant has no such application
 * @throws {StaleVersion} when another user saved the section first
 * @throws what `change` throws; then nothing is written
 */
export async function changeApplication(
  db: Database,
  edit: ApplicationEdit,
  section: (app: ApplicationDetails) => unknown,
  change: (
    tx: Transaction<DirectoryTables>,
    app: ApplicationDetails,
  ) => Promise<Updateable<ServicePrincipalRow>> | Updateable<ServicePrincipalRow>,
): Promise<ApplicationDetails> {
  const { servicePrincipalId, tenantId, tag } = edit;
  requireTypes(
    { servicePrincipalId, tenantId, tag },
    { servicePrincipalId: 'string', tenantId: 'string?', tag: 'string?' },
  );
  const changed = inTransaction(db, async (tx) => {
    const app = await requireApplication(tx, tenantId, servicePrincipalId);
    requireTag(section(app), tag);
    const { id, version } = app.servicePrincipal;
    const result = await tx
      .updateTable('servicePrincipal')
      .set({ ...(await change(tx, app)), version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    requireChanged(result);
    return app;
  });
  return refuseTaken(changed, {
    'servicePrincipalName.name': {
      property: 'identifierUris',
      message: 'Another application got one of these Identifiers in the meantime.',
    },
  });
}
