import { sql } from 'kysely';
import { required } from '../../../input/not-found.ts';
import { caseKey } from '../../../store/case-key.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { type CloudName, cloudNamed } from '../../cloud/clouds.ts';
import { personalAccounts } from '../../response/identity-provider.ts';
import type { Database, TenantRow } from '../tables.ts';

/** What a sign-in needs to know of a tenant. */
export type Tenant = Pick<TenantRow, 'id' | 'displayName' | 'pairwiseSecret'>;

/** In lower case. */
export const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const columns = ['tenant.id', 'tenant.displayName', 'tenant.pairwiseSecret'] as const;

const byId = prepared((db: Database, value: ValueOf<{ id: string }>) =>
  db.selectFrom('tenant').select(columns).where('id', '=', value('id')),
);
const byDomain = prepared((db: Database, value: ValueOf<{ domain: string }>) =>
  db
    .selectFrom('verifiedDomain')
    .innerJoin('tenant', 'tenant.id', 'verifiedDomain.tenantId')
    .select(columns)
    .where('verifiedDomain.name', '=', value('domain')),
);

/** @param name the tenant's id or one of its verified domains, in any letter case */
export async function findTenant(db: Database, name: string): Promise<Tenant | undefined> {
  const key = caseKey(name);
  const found = guid.test(key) ? await byId(db, { id: key }) : await byDomain(db, { domain: key });
  return found.rows[0];
}

/** Tenants with their first domain, the oldest first; without that of personal accounts. */
export function listTenants(
  db: Database,
): Promise<{ id: string; displayName: string; domain: string }[]> {
  return db
    .selectFrom('tenant')
    .innerJoin('verifiedDomain', 'verifiedDomain.tenantId', 'tenant.id')
    .select(['tenant.id', 'tenant.displayName', 'verifiedDomain.name as domain'])
    .where('verifiedDomain.isInitial', '=', 1)
    .where('tenant.id', '!=', personalAccounts.tenantId)
    .orderBy('tenant.createdDateTime')
    .orderBy(sql`tenant.rowid`)
    .execute();
}

/** The cloud that a tenant pretends to be in; the global one for an unknown tenant. */
export async function cloudOf(db: Database, tenantId: string): Promise<CloudName> {
  const row = await db
    .selectFrom('tenant')
    .select('cloud')
    .where('id', '=', tenantId)
    .executeTakeFirst();
  return cloudNamed(row?.cloud ?? '');
}

/** The cloud of all tenants, or the global one when they differ: for requests that name no tenant. */
export async function commonCloud(db: Database): Promise<CloudName> {
  const rows = await db
    .selectFrom('tenant')
    .select('cloud')
    .distinct()
    .where('id', '!=', personalAccounts.tenantId)
    .limit(2)
    .execute();
  return cloudNamed(rows.length === 1 ? (rows[0]?.cloud ?? '') : '');
}

/** @returns the id in lower case, as stored. @throws {NotFound} when there is no such tenant */
export async function requireTenant(db: Database, tenantId: string): Promise<string> {
  const query = db.selectFrom('tenant').select('id').where('id', '=', tenantId.toLowerCase());
  return required(await query.executeTakeFirst(), 'tenant', tenantId).id;
}
