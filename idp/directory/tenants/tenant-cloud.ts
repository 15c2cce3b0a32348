import { type CloudName, cloudNamed } from '../../cloud/clouds.ts';
import type { Database } from '../tables.ts';

/** The cloud that a tenant pretends to be in. */
export async function cloudOf(db: Database, tenantId: string): Promise<CloudName> {
  const row = await db
    .selectFrom('tenant')
    .select('cloud')
    .where('id', '=', tenantId)
    .executeTakeFirst();
  return cloudNamed(row?.cloud ?? '');
}

/** The cloud that all tenants are in; the global one when they differ. For a request that does not say which tenant it means. */
export async function commonCloud(db: Database): Promise<CloudName> {
  const rows = await db.selectFrom('tenant').select('cloud').distinct().limit(2).execute();
  return cloudNamed(rows.length === 1 ? (rows[0]?.cloud ?? '') : '');
}

/** Two people who choose at once want one of two values: the later choice counts. */
export async function setCloud(db: Database, tenantId: string, cloud: CloudName): Promise<void> {
  await db.updateTable('tenant').set({ cloud }).where('id', '=', tenantId).execute();
}
