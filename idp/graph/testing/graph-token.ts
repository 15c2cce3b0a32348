import type { GraphPermission } from '../../directory/applications/graph-permissions.ts';
import { type Contoso, tenantId } from '../../testing/contoso.ts';

/** The access token of a new application of Contoso with these permissions. */
export async function graphToken(
  { idp }: Pick<Contoso, 'idp'>,
  permissions: readonly GraphPermission[],
): Promise<string> {
  const { directory } = idp;
  const displayName = `Client ${permissions.join(' ')}`;
  const { servicePrincipalId, appId } = await directory.addApplication({ tenantId, displayName });
  await directory.grantGraphPermissions(servicePrincipalId, permissions);
  const { secretText } = await directory.addPassword(servicePrincipalId);
  const answer = await idp.app.inject({
    method: 'POST',
    url: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secretText,
      scope: 'https://graph.microsoft.com/.default',
    }).toString(),
  });
  return answer.json<{ access_token: string }>().access_token;
}
