import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';

/** Whether the key that signs was imported: a custom signing key (assumed for certificates that were imported on the page). */
export async function hasCustomKey(
  db: Database,
  { servicePrincipal: { id, preferredTokenSigningKeyThumbprint: active } }: ApplicationDetails,
): Promise<boolean> {
  if (active === null) return false;
  const key = await db
    .selectFrom('keyCredential')
    .select('isCustom')
    .where('ownerId', '=', id)
    .where('thumbprint', '=', active)
    .executeTakeFirst();
  return key?.isCustom === 1;
}
