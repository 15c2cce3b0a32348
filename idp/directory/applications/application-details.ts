import type { Transaction } from 'kysely';
import type { Database, DirectoryTables, ServicePrincipalRow } from '../tables.ts';

/** An enterprise application as its pages show it. */
export interface ApplicationDetails {
  servicePrincipal: ServicePrincipalRow;
  /** The first is the primary one. */
  identifierUris: readonly string[];
  /** The first is the default one. */
  replyUrls: readonly string[];
  notificationEmailAddresses: readonly string[];
}

type Reader = Database | Transaction<DirectoryTables>;

/** @returns `undefined` when the tenant has no such application. */
export async function findApplication(
  db: Reader,
  tenantId: string,
  servicePrincipalId: string,
): Promise<ApplicationDetails | undefined> {
  const servicePrincipal = await db
    .selectFrom('servicePrincipal')
    .selectAll()
    .where('id', '=', servicePrincipalId)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  if (!servicePrincipal) return undefined;
  const names = await db
    .selectFrom('servicePrincipalName')
    .select('name')
    .where('servicePrincipalId', '=', servicePrincipalId)
    .orderBy('position')
    .execute();
  return {
    servicePrincipal,
    identifierUris: names.map(({ name }) => name),
    replyUrls: JSON.parse(servicePrincipal.replyUrls) as string[],
    notificationEmailAddresses: JSON.parse(servicePrincipal.notificationEmailAddresses) as string[],
  };
}
