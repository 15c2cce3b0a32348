import { requireTypes } from '../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import { caseKey } from '../../store/case-key.ts';
import type { Clock } from '../../store/clock.ts';
import { findAmong } from '../../store/in-chunks.ts';
import type { Database } from '../database/tables.ts';
import { nameFault } from './names.ts';

export interface Company {
  /** Part of the entity ID and the ACS URL: 1 to 64 letters, digits, hyphens or underscores. */
  readonly id: string;
  /** 1 to 200 characters. */
  readonly name: string;
}

export interface NewCompany extends Company {
  /** Mail domains whose people can start a sign-in here although they are not employees yet: `contoso.com`. */
  readonly domains?: readonly string[];
}

/**
 * Adds a company with its mail domains.
 *
 * @throws {InvalidInput} when `id` is `malformed` or `taken`, `name` is `required` or `too_long`, or a domain (`domains.0`) is `malformed` or
 * `taken` by another company
 */
export async function createCompany(
  db: Database,
  clock: Clock,
  company: NewCompany,
): Promise<void> {
  requireTypes(company, { id: 'string', name: 'string', domains: 'string[]?' });
  const { id, name } = company;
  const domains = (company.domains ?? []).map((domain) => caseKey(domain.trim()));
  const createdAt = clock().toISOString();
  await db.transaction().execute(async (tx) => {
    refuseFaults([
      idFault(id) ?? ((await findCompany(tx, id)) ? taken.id : undefined),
      nameFault('name', name, 'the name of the company'),
      ...(await domainFaults(tx, domains)),
    ]);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('company')
      .values({ id, name: name.trim(), createdAt })
      .onConflict((c) => c.doNothing()) // another process may have been faster
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw new InvalidInput([taken.id]);
    for (const domain of new Set(domains)) {
      const added = await tx
        .insertInto('companyDomain')
        .values({ domain, companyId: id })
        .onConflict((c) => c.doNothing())
        .executeTakeFirstOrThrow();
      if (added.numInsertedOrUpdatedRows !== 1n)
        throw new InvalidInput([taken.domain(domains.indexOf(domain))]);
    }
  });
}

const taken = {
  id: { property: 'id', code: 'taken', message: 'There is already a company with this id.' },
  domain: (index: number): Fault => ({
    property: `domains.${index}`,
    code: 'taken',
    message: 'This mail domain is already registered by another company.',
  }),
};

function idFault(id: string): Fault | undefined {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return undefined;
  const message = 'A company id is 1 to 64 letters, digits, hyphens or underscores.';
  return { property: 'id', code: 'malformed', message };
}

async function domainFaults(db: Database, domains: readonly string[]): Promise<Fault[]> {
  const rows = await findAmong(domains, (some) =>
    db.selectFrom('companyDomain').select('domain').where('domain', 'in', some).execute(),
  );
  const known = new Set(rows.map(({ domain }) => domain));
  return domains.flatMap((domain, index) => {
    if (domain.length > 253 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
      return {
        property: `domains.${index}`,
        code: 'malformed',
        message: 'A mail domain looks like contoso.com, without @.',
      };
    return known.has(domain) ? taken.domain(index) : [];
  });
}

/** Every company with its mail domains, by id; at most 1,000. */
export async function listCompanies(db: Database): Promise<Required<NewCompany>[]> {
  const companies = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .orderBy('id')
    .limit(1000)
    .execute();
  const domains = await db
    .selectFrom('companyDomain')
    .select(['companyId', 'domain'])
    .orderBy('domain')
    .execute();
  return companies.map((company) => ({
    ...company,
    domains: domains.filter((one) => one.companyId === company.id).map(({ domain }) => domain),
  }));
}

/** The company of an id, or undefined. Ids are compared exactly. */
export async function findCompany(db: Database, id: string): Promise<Company | undefined> {
  return db.selectFrom('company').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
}

/**
 * Every act on the data of a company begins with this.
 *
 * @throws {InvalidInput} when `companyId` is not a string
 * @throws {NotFound} when no company has this id
 */
export async function requireCompany(db: Database, companyId: string): Promise<void> {
  requireTypes({ companyId }, { companyId: 'string' });
  if (!(await findCompany(db, companyId))) throw new NotFound('company', companyId);
}
