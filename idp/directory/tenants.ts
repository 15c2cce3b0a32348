import { randomBytes } from 'node:crypto';
import { prepareQuery } from './prepared-query.ts';
import type { Database, TenantRow } from './tables.ts';

export interface NewTenant {
  /** A GUID. */
  id: string;
  displayName: string;
  /** Its verified domain; userPrincipalNames end in it. */
  domain: string;
}

/** What a sign-in needs to know of a tenant. */
export type Tenant = Pick<TenantRow, 'id' | 'displayName' | 'pairwiseSecret'>;

export async function createTenant(db: Database, tenant: NewTenant, now: Date): Promise<void> {
  const id = tenant.id.toLowerCase();
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('tenant')
      .values({
        id,
        displayName: tenant.displayName,
        pairwiseSecret: randomBytes(32).toString('base64'),
        cloud: 'global',
        createdDateTime: now.toISOString(),
      })
      .execute();
    await tx
      .insertInto('verifiedDomain')
      .values({ name: tenant.domain.toLowerCase(), tenantId: id })
      .execute();
  });
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const columns = ['tenant.id', 'tenant.displayName', 'tenant.pairwiseSecret'] as const;

export class Tenants {
  readonly #byId: (values: { id: string }) => Promise<Tenant[]>;
  readonly #byDomain: (values: { domain: string }) => Promise<Tenant[]>;

  constructor(db: Database) {
    this.#byId = prepareQuery(db, (parameter: (name: 'id') => string) =>
      db.selectFrom('tenant').select(columns).where('id', '=', parameter('id')),
    );
    this.#byDomain = prepareQuery(db, (parameter: (name: 'domain') => string) =>
      db
        .selectFrom('verifiedDomain')
        .innerJoin('tenant', 'tenant.id', 'verifiedDomain.tenantId')
        .select(columns)
        .where('verifiedDomain.name', '=', parameter('domain')),
    );
  }

  /** @param name the tenant's id or one of its verified domains, in any letter case. */
  async find(name: string): Promise<Tenant | undefined> {
    const key = name.toLowerCase();
    const found = guid.test(key)
      ? await this.#byId({ id: key })
      : await this.#byDomain({ domain: key });
    return found[0];
  }
}
