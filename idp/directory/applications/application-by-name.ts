import type { Database } from '../tables.ts';
import { type ApplicationDetails, findApplication } from './application-details.ts';

/** The enterprise application of this name, letter by letter; the oldest when there are several. */
export async function findApplicationByName(
  db: Database,
  tenantId: string,
  displayName: string,
): Promise<ApplicationDetails | undefined> {
  const oldest = await db
    .selectFrom('servicePrincipal')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('displayName', '=', displayName)
    .orderBy('createdDateTime')
    .orderBy('id')
    .executeTakeFirst();
  return oldest && findApplication(db, tenantId, oldest.id);
}
