import type { Transaction } from 'kysely';
import { requireTypes } from '../argument-types.ts';
import { required } from '../not-found.ts';
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

/** Names one application: `id` and `appId` are GUIDs in any letter case; of several with one `displayName`, the oldest. */
export type ApplicationKey = { id: string } | { appId: string } | { displayName: string };

type Reader = Database | Transaction<DirectoryTables>;

/**
 * @param tenantId the tenant that must have the application; `undefined` finds it in any
 * @returns `undefined` when there is no such application
 */
export async function findApplication(
  db: Reader,
  tenantId: string | undefined,
  key: ApplicationKey,
): Promise<ApplicationDetails | undefined> {
  const [column, value] = keyColumn(key);
  const servicePrincipal = await db
    .selectFrom('servicePrincipal')
    .selectAll()
    .where(column, '=', value)
    .$if(tenantId !== undefined, (query) =>
      query.where('tenantId', '=', tenantId?.toLowerCase() ?? ''),
    )
    .orderBy('createdDateTime')
    .orderBy('id')
    .executeTakeFirst();
  if (!servicePrincipal) return undefined;
  const names = await db
    .selectFrom('servicePrincipalName')
    .select('name')
    .where('servicePrincipalId', '=', servicePrincipal.id)
    .orderBy('position')
    .execute();
  return {
    servicePrincipal,
    identifierUris: names.map(({ name }) => name),
    replyUrls: JSON.parse(servicePrincipal.replyUrls) as string[],
    notificationEmailAddresses: JSON.parse(servicePrincipal.notificationEmailAddresses) as string[],
  };
}

/** @throws {NotFound} when there is no such application */
export async function requireApplication(
  db: Reader,
  tenantId: string | undefined,
  id: string,
): Promise<ApplicationDetails> {
  return required(await findApplication(db, tenantId, { id }), 'application', id);
}

type KeyColumn = 'id' | 'appId' | 'displayName';

function keyColumn(key: ApplicationKey): [KeyColumn, string] {
  requireTypes<Partial<Record<KeyColumn, string | undefined>>>(key, {
    id: 'string?',
    appId: 'string?',
    displayName: 'string?',
  });
  if ('id' in key) return ['id', key.id.toLowerCase()];
  if ('appId' in key) return ['appId', key.appId.toLowerCase()];
  return ['displayName', key.displayName];
}
