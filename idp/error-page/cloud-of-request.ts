import type { FastifyRequest } from 'fastify';
import type { CloudName } from '../cloud/clouds.ts';
import type { Database } from '../directory/tables.ts';
import { cloudOf, commonCloud, findTenant } from '../directory/tenants/tenants.ts';

/**
 * The cloud whose hosts an error names: that of the tenant in the path (`/{tenant}/saml2`) or in the query
 * (`/api/signin/{appId}?tenantId=`). The pages in between, under `/common`, name none.
 */
export async function cloudOfRequest(
  { params, query }: FastifyRequest,
  db: Database,
): Promise<CloudName> {
  const { tenant } = (params ?? {}) as { tenant?: unknown };
  const { tenantId } = (query ?? {}) as { tenantId?: unknown };
  const name = tenant ?? tenantId;
  const found = typeof name === 'string' ? await findTenant(db, name) : undefined;
  return found ? cloudOf(db, found.id) : commonCloud(db);
}
