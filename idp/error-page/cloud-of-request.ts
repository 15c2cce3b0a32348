import type { FastifyRequest } from 'fastify';
import type { CloudName } from '../cloud/clouds.ts';
import type { IdpContext } from '../context.ts';
import { cloudOf, commonCloud } from '../directory/tenants/tenant-cloud.ts';

/**
 * The cloud whose hosts an error names: that of the tenant in the path (`/{tenant}/saml2`) or in the query
 * (`/api/signin/{appId}?tenantId=`). The pages in between, under `/common`, name none.
 */
export async function cloudOfRequest(
  { params, query }: FastifyRequest,
  { db, tenants }: Pick<IdpContext, 'db' | 'tenants'>,
): Promise<CloudName> {
  const { tenant } = (params ?? {}) as { tenant?: unknown };
  const { tenantId } = (query ?? {}) as { tenantId?: unknown };
  const name = tenant ?? tenantId;
  const found = typeof name === 'string' ? await tenants.find(name) : undefined;
  return found ? cloudOf(db, found.id) : commonCloud(db);
}
