import type { Transaction } from 'kysely';
import type { SigningOption } from '../../response/sign.ts';
import type { Database, DirectoryTables, ServicePrincipalRow } from '../tables.ts';

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
      .set((e) => ({
        ...samlColumns(settings),
        signingOption: settings.signingOption ?? 'assertion',
        preferredSingleSignOnMode: 'saml',
        version: e('version', '+', 1),
      }))
      .where('id', '=', servicePrincipalId)
      .returning('tenantId')
      .executeTakeFirstOrThrow();
    await replaceIdentifiers(tx, { tenantId, id: servicePrincipalId }, settings.identifierUris);
  });
}

/** The addresses as the servicePrincipal keeps them. */
export const samlColumns = (settings: SamlSettings) => ({
  replyUrls: JSON.stringify(settings.replyUrls),
  loginUrl: settings.signOnUrl || null,
  relayState: settings.relayState || null,
  logoutUrl: settings.logoutUrl || null,
});

/** Replaces the Identifiers of an application; one that another application of the tenant has is refused by the database. */
export async function replaceIdentifiers(
  tx: Transaction<DirectoryTables>,
  { tenantId, id }: Pick<ServicePrincipalRow, 'tenantId' | 'id'>,
  identifierUris: readonly string[],
): Promise<void> {
  await tx.deleteFrom('servicePrincipalName').where('servicePrincipalId', '=', id).execute();
  if (identifierUris.length === 0) return;
  const names = identifierUris.map((name, position) => ({
    name,
    tenantId,
    servicePrincipalId: id,
    position,
  }));
  await tx.insertInto('servicePrincipalName').values(names).execute();
}

function requireWebAddresses(addresses: readonly (string | undefined)[]): void {
  for (const address of addresses) {
    if (address && !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
      throw new TypeError(`"${address.slice(0, 80)}" is not an absolute http or https address.`);
  }
}
