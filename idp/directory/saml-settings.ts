import type { SigningOption } from '../response/sign.ts';
import type { Database } from './tables.ts';

/** "Basic SAML Configuration" and the signing option (entra-saml.md 9.7, 2.3). */
export interface SamlSettings {
  /** Identifiers (Entity ID); the first is the primary one. */
  identifierUris: readonly string[];
  /** Reply URLs (Assertion Consumer Service URL); the first is the default one. */
  replyUrls: readonly string[];
  signOnUrl?: string | undefined;
  relayState?: string | undefined;
  logoutUrl?: string | undefined;
  signingOption?: SigningOption | undefined;
}

/**
 * Replaces the SAML settings as a whole: what is not given is emptied; the signing option goes back to the assertion.
 *
 * @throws {TypeError} for an address that is not http or https: browsers are sent there, and `javascript:` must not be.
 */
export async function configureSaml(
  db: Database,
  servicePrincipalId: string,
  settings: SamlSettings,
): Promise<void> {
  requireWebAddresses([...settings.replyUrls, settings.signOnUrl, settings.logoutUrl]);
  await db.transaction().execute(async (tx) => {
    const { tenantId } = await tx
      .updateTable('servicePrincipal')
      .set({
        replyUrls: JSON.stringify(settings.replyUrls),
        loginUrl: settings.signOnUrl || null,
        relayState: settings.relayState || null,
        logoutUrl: settings.logoutUrl || null,
        signingOption: settings.signingOption ?? 'assertion',
      })
      .where('id', '=', servicePrincipalId)
      .returning('tenantId')
      .executeTakeFirstOrThrow();
    await tx
      .deleteFrom('servicePrincipalName')
      .where('servicePrincipalId', '=', servicePrincipalId)
      .execute();
    if (settings.identifierUris.length === 0) return;
    await tx
      .insertInto('servicePrincipalName')
      .values(
        settings.identifierUris.map((name, position) => ({
          name,
          tenantId,
          servicePrincipalId,
          position,
        })),
      )
      .execute();
  });
}

function requireWebAddresses(addresses: readonly (string | undefined)[]): void {
  for (const address of addresses) {
    if (address && !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
      throw new TypeError(`"${address.slice(0, 80)}" is not an absolute http or https address.`);
  }
}
