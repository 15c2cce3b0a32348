import type { Transaction } from 'kysely';
import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import type { Database, DirectoryTables, ServicePrincipalRow } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type BasicSaml, basicSamlFault, missingFaults, valueFaults } from './basic-saml-rules.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import type { RedirectUriSetting } from './reply-url-indexes.ts';

/** The stored values; an empty address is `''`. Given to `configureSaml`, they change nothing. */
export const basicSamlOf = (app: ApplicationDetails) =>
  ({
    identifierUris: app.identifierUris,
    replyUrls: app.replyUrls,
    redirectUriSettings: app.redirectUriSettings,
    signOnUrl: app.servicePrincipal.loginUrl ?? '',
    relayState: app.servicePrincipal.relayState ?? '',
    logoutUrl: app.servicePrincipal.logoutUrl ?? '',
  }) satisfies BasicSaml;

/** Whether enough is stored to test a sign-in. */
export const isConfigured = ({ identifierUris, replyUrls }: BasicSaml): boolean =>
  identifierUris.length > 0 && replyUrls.length > 0;

/**
 * Replaces Basic SAML Configuration as a whole, and makes SAML the single sign-on method.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} when an Identifier or a Reply URL is missing, or a value is malformed, repeated, or an Identifier of
 *   another application; a fault names a value of a list by its position: `replyUrls.1`
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the section first
 */
export async function configureSaml(
  db: Database,
  edit: ApplicationEdit,
  basic: BasicSaml,
): Promise<ApplicationDetails> {
  return writeBasicSaml(db, edit, basic, missingFaults);
}

/**
 * `configureSaml` without the rule that an Identifier and a Reply URL are required: clears what was entered.
 * All other rules hold.
 *
 * @throws {InvalidInput} as `configureSaml`
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the section first
 */
export async function configureSamlWithoutRequiredValues(
  db: Database,
  edit: ApplicationEdit,
  basic: BasicSaml,
): Promise<ApplicationDetails> {
  return writeBasicSaml(db, edit, basic, () => []);
}

async function writeBasicSaml(
  db: Database,
  edit: ApplicationEdit,
  basic: BasicSaml,
  missing: typeof missingFaults,
): Promise<ApplicationDetails> {
  requireTypes(basic, basicSamlTypes);
  const allowsPlainHttp = await tenantAllowsPlainHttp(db, edit);
  refuseFaults([...missing(basic), ...valueFaults(basic, allowsPlainHttp)]);
  const identifierUris = basic.identifierUris.filter((value) => value !== '');
  return changeApplication(db, edit, basicSamlOf, async (tx, { servicePrincipal }) => {
    await requireFreeIdentifiers(tx, servicePrincipal, identifierUris);
    await replaceIdentifiers(tx, servicePrincipal, identifierUris);
    return { ...columns(basic), preferredSingleSignOnMode: 'saml' };
  });
}

/** Of the tenant of the application; false when there is no such application. */
async function tenantAllowsPlainHttp(
  db: Database,
  { servicePrincipalId }: ApplicationEdit,
): Promise<boolean> {
  const row = await db
    .selectFrom('servicePrincipal as sp')
    .innerJoin('tenant', 'tenant.id', 'sp.tenantId')
    .select('tenant.allowsPlainHttp')
    .where('sp.id', '=', servicePrincipalId)
    .executeTakeFirst();
  return row?.allowsPlainHttp === 1;
}

/**
 * Replaces Basic SAML Configuration and checks one rule only, that an Identifier belongs to one application of a tenant: saved
 * values may break a rule that did not exist when they were saved. The single sign-on method stays.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} `type`, and `taken` for an Identifier of another application
 * @throws {NotFound} when the application does not exist
 */
export async function replaceBasicSamlUnchecked(
  db: Database,
  edit: ApplicationEdit,
  basic: BasicSaml,
): Promise<ApplicationDetails> {
  requireTypes(basic, basicSamlTypes);
  return changeApplication(db, edit, basicSamlOf, async (tx, { servicePrincipal }) => {
    await requireFreeIdentifiers(tx, servicePrincipal, basic.identifierUris);
    await replaceIdentifiers(tx, servicePrincipal, basic.identifierUris);
    return columns(basic);
  });
}

export const basicSamlTypes: ArgumentTypes<BasicSaml> = {
  identifierUris: 'string[]',
  replyUrls: 'string[]',
  redirectUriSettings: 'object[]?',
  signOnUrl: 'string?',
  relayState: 'string?',
  logoutUrl: 'string?',
};

const columns = (basic: BasicSaml) => ({
  replyUrls: JSON.stringify(basic.replyUrls.filter((value) => value !== '')),
  redirectUriSettings: JSON.stringify(indexesOf(basic)),
  loginUrl: basic.signOnUrl || null,
  relayState: basic.relayState || null,
  logoutUrl: basic.logoutUrl || null,
});

/** Those that have an effect. */
const indexesOf = ({ replyUrls, redirectUriSettings = [] }: BasicSaml): RedirectUriSetting[] =>
  redirectUriSettings.flatMap(({ uri, index }) =>
    typeof index === 'number' && replyUrls.includes(uri) ? [{ uri, index }] : [],
  );

type Tx = Transaction<DirectoryTables>;

/** A name belongs to one application of a tenant: an Identifier, or an appId (entra-saml.md 1.2). */
async function requireFreeIdentifiers(
  tx: Tx,
  { id, tenantId }: ServicePrincipalRow,
  identifierUris: readonly string[],
): Promise<void> {
  const faults = await takenIdentifierFaults(tx, { id, tenantId }, identifierUris);
  if (faults.length > 0) throw new InvalidInput(faults);
}

/** For each Identifier that another application of the tenant has. @param id of this application; `''` for one that is to be created */
export async function takenIdentifierFaults(
  tx: Database,
  { id, tenantId }: Pick<ServicePrincipalRow, 'id' | 'tenantId'>,
  identifierUris: readonly string[],
): Promise<Fault[]> {
  if (identifierUris.length === 0) return [];
  const taken = await tx
    .selectFrom('servicePrincipalName as name')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'name.servicePrincipalId')
    .select(['name.name', 'sp.displayName'])
    .where('name.tenantId', '=', tenantId)
    .where('name.name', 'in', identifierUris)
    .where('name.servicePrincipalId', '!=', id)
    .execute();
  const appIds = await tx
    .selectFrom('servicePrincipal')
    .select(['appId as name', 'displayName'])
    .where('tenantId', '=', tenantId)
    .where('id', '!=', id)
    .where(
      'appId',
      'in',
      identifierUris.map((name) => name.toLowerCase()),
    )
    .execute();
  return [...taken, ...appIds].map(({ name, displayName }) => {
    const position = identifierUris.findIndex((one) => one === name || one.toLowerCase() === name);
    return basicSamlFault(
      `identifierUris.${position}`,
      'taken',
      `${identifierUris[position]} already belongs to the application ${displayName}.`,
    );
  });
}

async function replaceIdentifiers(
  tx: Tx,
  { id, tenantId }: ServicePrincipalRow,
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
