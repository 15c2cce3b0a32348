import { anyContains } from '../../store/any-contains.ts';
import { isPattern } from '../directory/applications/reply-url-pattern.ts';
import type { Database } from '../directory/tables.ts';

/** In characters; a Reply URL is shorter. */
const LONGEST = 2000;

/**
 * The address to go to after signing out, if it is registered: one of the Reply URLs of an application, exactly (post_logout_redirect_uri "must match
 * one of the redirect URIs registered for your application", v2-protocols-oidc.md). Any other is ignored, as in Entra, so that this is no open redirect.
 *
 * @param tenantIds of the user and of the address; empty for `common` without a session: then none is registered
 */
export async function registeredAddress(
  db: Database,
  wanted: string | undefined,
  tenantIds: readonly string[],
): Promise<string | null> {
  if (!wanted || wanted.length > LONGEST || isPattern(wanted) || tenantIds.length === 0)
    return null;
  if (!/^https?:$/.test(URL.parse(wanted)?.protocol ?? '')) return null;
  const rows = await db
    .selectFrom('servicePrincipal')
    .select('replyUrls')
    .where('tenantId', 'in', tenantIds)
    // The list is JSON text: this finds the few rows to read.
    .where(anyContains(JSON.stringify(wanted), ['replyUrls']))
    .execute();
  const isRegistered = rows.some(({ replyUrls }) =>
    (JSON.parse(replyUrls) as string[]).includes(wanted),
  );
  return isRegistered ? wanted : null;
}
