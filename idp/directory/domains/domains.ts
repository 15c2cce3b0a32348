import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { caseKey } from '../../../store/case-key.ts';
import type { Database } from '../tables.ts';
import { requireTenant } from '../tenants/tenants.ts';
import { domainFaults } from './domain-name.ts';

/** A verified domain, in Graph's properties of the resource type domain. */
export interface Domain {
  /** Its name, in lower case. */
  id: string;
  authenticationType: 'Managed' | 'Federated';
  /** The domain that the tenant was created with, which cannot be federated or removed. */
  isInitial: boolean;
}

const selectDomains = (db: Database) =>
  db
    .selectFrom('verifiedDomain')
    .leftJoin('domainFederation', 'domainFederation.domain', 'verifiedDomain.name')
    .select(['verifiedDomain.name', 'isInitial', 'domainFederation.id as federationId']);

type Row = Awaited<ReturnType<ReturnType<typeof selectDomains>['executeTakeFirstOrThrow']>>;

const read = ({ name, isInitial, federationId }: Row): Domain => ({
  id: name,
  authenticationType: federationId === null ? 'Managed' : 'Federated',
  isInitial: isInitial === 1,
});

/** The domains of a tenant, the initial one first, then by name. */
export async function domainsOf(db: Database, tenantId: string): Promise<Domain[]> {
  const rows = await selectDomains(db)
    .where('tenantId', '=', tenantId)
    .orderBy('isInitial', 'desc')
    .orderBy('name')
    .execute();
  return rows.map(read);
}

/**
 * @param name in any letter case
 * @throws {InvalidInput} when the name is not a string
 * @throws {NotFound} when the tenant has no such domain
 */
export async function requireDomain(db: Database, tenantId: string, name: string): Promise<Domain> {
  requireTypes({ tenantId, name }, { tenantId: 'string', name: 'string' });
  const row = await selectDomains(db)
    .where('tenantId', '=', tenantId.toLowerCase())
    .where('name', '=', caseKey(name))
    .executeTakeFirst();
  return read(required(row, 'domain', name));
}

/**
 * Adds a domain to a tenant. Entra asks for a DNS record first; here a domain is verified at once.
 *
 * @throws {InvalidInput} when the name is no domain, or is taken
 * @throws {NotFound} when there is no such tenant
 */
export async function createDomain(db: Database, tenantId: string, name: string): Promise<void> {
  requireTypes({ tenantId, name }, { tenantId: 'string', name: 'string' });
  const domain = caseKey(name.trim());
  await db.transaction().execute(async (tx) => {
    const id = await requireTenant(tx, tenantId);
    refuseFaults(await domainFaults(tx, domain, 'name'));
    await tx
      .insertInto('verifiedDomain')
      .values({ name: domain, tenantId: id, isInitial: 0 })
      .execute();
  });
}

/**
 * Removes a domain, with its federation.
 *
 * @throws {InvalidInput} when it is the initial domain, or user principal names end in it
 * @throws {NotFound} when the tenant has no such domain
 */
export async function deleteDomain(db: Database, tenantId: string, name: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { id, isInitial } = await requireDomain(tx, tenantId, name);
    const user = await usersOf(tx, tenantId.toLowerCase(), id).executeTakeFirst();
    refuseFaults([
      isInitial
        ? initialDomainFault(id, 'removed')
        : user && {
            property: 'name',
            code: 'in_use',
            message: `The user ${user.userPrincipalName} has a name in ${id}. Change it, or delete the user, first.`,
          },
    ]);
    await tx.deleteFrom('verifiedDomain').where('name', '=', id).execute();
  });
}

export const initialDomainFault = (domain: string, what: string): Fault => ({
  property: 'name',
  code: 'initial_domain',
  message: `${domain} is the initial domain of this tenant, which cannot be ${what}. Add another domain.`,
});

/** Users whose user principal names end in a domain. @param domain has no `%` and no `_` */
export const usersOf = (db: Database, tenantId: string, domain: string) =>
  db
    .selectFrom('directoryUser')
    .select(['id', 'userPrincipalName'])
    .where('tenantId', '=', tenantId)
    .where('signInName', 'like', `%@${domain}`);
