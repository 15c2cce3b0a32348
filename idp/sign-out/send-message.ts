import { encodeRedirect, type RedirectParameter } from '../../saml/bindings/redirect.ts';
import type { IdpContext } from '../context.ts';
import { signingKeyAt } from '../directory/applications/key-credentials.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { requestChecksOf } from '../directory/tenants/request-checks.ts';

/**
 * The address that carries a logout message to the Logout Url of an application. The query is signed with the key that signs assertions for it, and
 * its escapes are in lower case, as Entra's are (entra-saml.md 4), unless the tenant is set to upper case. An application without a key gets it
 * unsigned.
 */
export async function addressOfMessage(
  { db, keys, clock }: Pick<IdpContext, 'db' | 'keys' | 'clock'>,
  application: SignInApplication,
  message: {
    readonly parameter: RedirectParameter;
    readonly logoutUrl: string;
    readonly xml: string;
    readonly relayState?: string | undefined;
  },
): Promise<string> {
  const { servicePrincipalId, tenantId, activeKey, signingAlgorithm } = application;
  const { logoutQueryEscapes: escapes } = await requestChecksOf(db, tenantId);
  const key =
    activeKey && (await keys.load(await signingKeyAt(db, servicePrincipalId, activeKey, clock())));
  const { parameter, logoutUrl: endpoint, xml, relayState } = message;
  return encodeRedirect({
    endpoint,
    parameter,
    xml,
    escapes,
    ...(relayState !== undefined && { relayState }),
    ...(key && {
      sign: {
        privateKey: key.privateKey,
        digest: signingAlgorithm === 'sha1' ? ('sha1' as const) : ('sha256' as const),
      },
    }),
  });
}
