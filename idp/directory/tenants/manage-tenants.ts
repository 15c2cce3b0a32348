import { caseKey } from '../../../store/case-key.ts';
import { idsOf } from '../../../store/ids.ts';
import { type CloudName, clouds } from '../../cloud/clouds.ts';
import { personalAccounts } from '../../response/identity-provider.ts';
import { type ArgumentTypes, requireTypes } from '../argument-types.ts';
import { domainFaults } from '../domains/domain-name.ts';
import { type Fault, refuseFaults } from '../invalid-input.ts';
import type { Database } from '../tables.ts';
import { guid, requireTenant } from './tenants.ts';

/** A tenant to be created. */
export interface NewTenant {
  /** A GUID. */
  id: string;
  displayName: string;
  /** Its initial domain; userPrincipalNames end in it, or in one that is added later. */
  domain: string;
}

const newTenantTypes: ArgumentTypes<NewTenant> = {
  id: 'string',
  displayName: 'string',
  domain: 'string',
};

/**
 * Creates a tenant in the global cloud, with a verified domain and a new secret for its pairwise identifiers.
 *
 * @throws {InvalidInput} when a property breaks a rule, or another tenant has the id or the domain
 */
export async function createTenant(db: Database, tenant: NewTenant, now: Date): Promise<void> {
  requireTypes(tenant, newTenantTypes);
  const id = tenant.id.toLowerCase();
  const domain = caseKey(tenant.domain);
  const { displayName } = tenant;
  await db.transaction().execute(async (tx) => {
    refuseFaults(await tenantFaults(tx, { id, displayName, domain }));
    await insertTenant(tx, { id, displayName }, now);
    await tx
      .insertInto('verifiedDomain')
      .values({ name: domain, tenantId: id, isInitial: 1 })
      .execute();
  });
}

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
      createdDateTime: now.toISOString(),
    })
    .execute();
}

async function tenantFaults(
  db: Database,
  { id, displayName, domain }: NewTenant,
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
  refuseFaults([
    Object.hasOwn(clouds, cloud)
      ? undefined
      : {
          property: 'cloud',
          code: 'cloud',
          message: `The clouds are ${Object.keys(clouds).join(' and ')}.`,
        },
  ]);
  const id = await requireTenant(db, tenantId);
  await db.updateTable('tenant').set({ cloud }).where('id', '=', id).execute();
}
