import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { caseKey } from '../../../store/case-key.ts';
import { idsOf } from '../../../store/ids.ts';
import { type CloudName, clouds } from '../../cloud/clouds.ts';
import { personalAccounts } from '../../response/identity-provider.ts';
import { domainFaults } from '../domains/domain-name.ts';
import type { Database } from '../tables.ts';
import {
  requestChecksColumns,
  requestChecksFaults,
  requestChecksTypes,
  type SomeRequestChecks,
} from './request-checks.ts';
import { guid, requireTenant } from './tenants.ts';

/** A tenant to be created. Absent settings are what Entra does as a rule. */
export interface NewTenant extends SomeRequestChecks {
  /** A GUID. */
  id: string;
  displayName: string;
  /** Its initial domain; userPrincipalNames end in it, or in one that is added later. */
  domain: string;
  /** Default: global. */
  cloud?: CloudName | undefined;
}

const newTenantTypes: ArgumentTypes<NewTenant> = {
  id: 'string',
  displayName: 'string',
  domain: 'string',
  cloud: 'string?',
  ...requestChecksTypes,
};

/**
 * Creates a tenant with a verified domain and a new secret for its pairwise identifiers: all of it, or nothing.
 *
 * @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain
 */
export async function createTenant(db: Database, tenant: NewTenant, now: Date): Promise<void> {
  requireTypes(tenant, newTenantTypes);
  const { id, domain, ...values } = inSmallLetters(tenant);
  const { cloud } = values;
  await db.transaction().execute(async (tx) => {
    refuseFaults(await tenantFaults(tx, { id, domain, ...values }));
    await insertTenant(tx, { id, ...values }, now);
    const set = { ...requestChecksColumns(values), ...(cloud !== undefined && { cloud }) };
    if (Object.keys(set).length > 0)
      await tx.updateTable('tenant').set(set).where('id', '=', id).execute();
    await tx
      .insertInto('verifiedDomain')
      .values({ name: domain, tenantId: id, isInitial: 1 })
      .execute();
  });
}

/** The checks of `createTenant` alone. @throws as it does */
export async function checkNewTenant(db: Database, tenant: NewTenant): Promise<void> {
  requireTypes(tenant, newTenantTypes);
  refuseFaults(await tenantFaults(db, inSmallLetters(tenant)));
}

const inSmallLetters = (tenant: NewTenant): NewTenant => ({
  ...tenant,
  id: tenant.id.toLowerCase(),
  domain: caseKey(tenant.domain),
});

/** Inserts a tenant without a domain, in the global cloud. */
export async function insertTenant(
  db: Database,
  { id, displayName }: Pick<NewTenant, 'id' | 'displayName'>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('tenant')
    .values({
      id,
      displayName,
      pairwiseSecret: idsOf(db).bytes('pairwiseSecret', 32).toString('base64'),
      cloud: 'global',
      unknownIssuerCode: 700016,
      checksDestination: 0,
      checksIssueInstant: 0,
      allowsPlainHttp: 0,
      logoutResponseIssuer: 'sts.windows.net',
      logoutQueryEscapes: 'lower',
      logoutNameId: 'withoutFormat',
      createdDateTime: now.toISOString(),
    })
    .execute();
}

async function tenantFaults(
  db: Database,
  { id, displayName, domain, cloud, ...checks }: NewTenant,
): Promise<(Fault | undefined)[]> {
  const fault = (property: string, code: string, message: string): Fault => ({
    property,
    code,
    message,
  });
  const named = db.selectFrom('tenant').select('id').where('id', '=', id);
  return [
    !guid.test(id)
      ? fault('id', 'guid', 'A tenant id is a GUID, such as aaaabbbb-0000-cccc-1111-dddd2222eeee.')
      : id === personalAccounts.tenantId || (await named.executeTakeFirst())
        ? fault('id', 'taken', `The tenant ${id} already exists.`)
        : undefined,
    displayName === ''
      ? fault('displayName', 'required', 'Enter a name for the tenant.')
      : displayName.length > 256
        ? fault('displayName', 'too_long', 'A name has at most 256 characters.')
        : undefined,
    ...(await domainFaults(db, domain, 'domain')),
    cloud === undefined ? undefined : cloudFault(cloud),
    ...requestChecksFaults(checks),
  ];
}

/**
 * Chooses the cloud that a tenant pretends to be in. The last write wins when two administrators choose at once.
 *
 * @throws {InvalidInput} when there is no such cloud
 * @throws {NotFound} when there is no such tenant
 */
export async function setCloud(db: Database, tenantId: string, cloud: CloudName): Promise<void> {
  requireTypes({ tenantId, cloud }, { tenantId: 'string', cloud: 'string' });
  refuseFaults([cloudFault(cloud)]);
  const id = await requireTenant(db, tenantId);
  await db.updateTable('tenant').set({ cloud }).where('id', '=', id).execute();
}

function cloudFault(cloud: string): Fault | undefined {
  if (Object.hasOwn(clouds, cloud)) return undefined;
  const message = `The clouds are ${Object.keys(clouds).join(' and ')}.`;
  return { property: 'cloud', code: 'cloud', message };
}
