import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { AdministrationError } from './errors.ts';

export interface Company {
  /** Part of the entity ID and the ACS URL. */
  readonly id: string;
  readonly name: string;
}

export interface NewCompany extends Company {
  /** Mail domains whose people sign in here although they are no employees yet: `contoso.com`. */
  readonly domains?: readonly string[];
}

/** @throws {AdministrationError} `bad_company_id`, `missing_name`, `bad_domain`, `company_exists`, `domain_taken` */
export async function createCompany(
  db: Database,
  clock: Clock,
  company: NewCompany,
): Promise<void> {
  const { id, name, domains = [] } = company;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new AdministrationError('bad_company_id');
  if (name.trim() === '' || name.length > 200) throw new AdministrationError('missing_name');
  const rows = domains.map((domain) => ({ domain: readDomain(domain), companyId: id }));
  await db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('company')
      .values({ id, name: name.trim(), createdAt: clock().toISOString() })
      .onConflict((c) => c.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw new AdministrationError('company_exists');
    for (const row of rows) {
      const added = await tx
        .insertInto('companyDomain')
        .values(row)
        .onConflict((c) => c.doNothing())
        .executeTakeFirstOrThrow();
      if (added.numInsertedOrUpdatedRows !== 1n) throw new AdministrationError('domain_taken');
    }
  });
}

/** The company of an id, or undefined. Ids are compared exactly. */
export async function findCompany(db: Database, id: string): Promise<Company | undefined> {
  return db.selectFrom('company').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
}

function readDomain(text: string): string {
  const domain = text.trim().toLowerCase();
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) throw new AdministrationError('bad_domain');
  return domain;
}
