import type { Transaction, Updateable } from 'kysely';
import { required } from '../not-found.ts';
import { requireChanged, requireTag } from '../stale-version.ts';
import type { Database, DirectoryTables, ServicePrincipalRow } from '../tables.ts';
import { type ApplicationDetails, findApplication } from './application-details.ts';

export interface ApplicationEdit {
  tenantId: string;
  servicePrincipalId: string;
  /** Tag of the section as the form showed it; absent: whatever is there is replaced. */
  tag?: string | undefined;
}

/**
 * Changes an application in one transaction, unless the section has changed since the form was made.
 *
 * @param section the values that the form shows, see `tagOf`
 * @param change makes the new column values; may write to other tables
 * @returns the application before the change.
 * @throws {NotFound} when the tenant has no such application
 * @throws {StaleVersion} when another person saved the section first
 * @throws what `change` throws; then nothing is written
 */
export async function changeApplication(
  db: Database,
  { tenantId, servicePrincipalId, tag }: ApplicationEdit,
  section: (app: ApplicationDetails) => unknown,
  change: (
    tx: Transaction<DirectoryTables>,
    app: ApplicationDetails,
  ) => Promise<Updateable<ServicePrincipalRow>> | Updateable<ServicePrincipalRow>,
): Promise<ApplicationDetails> {
  return db.transaction().execute(async (tx) => {
    const found = await findApplication(tx, tenantId, servicePrincipalId);
    const app = required(found, 'application', servicePrincipalId);
    requireTag(section(app), tag);
    const { version } = app.servicePrincipal;
    const result = await tx
      .updateTable('servicePrincipal')
      .set({ ...(await change(tx, app)), version: version + 1 })
      .where('id', '=', servicePrincipalId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    requireChanged(result);
    return app;
  });
}
