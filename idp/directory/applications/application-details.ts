import { sql, type Transaction } from 'kysely';
import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import type { Database, DirectoryTables, ServicePrincipalRow } from '../tables.ts';
import type { RedirectUriSetting } from './reply-url-indexes.ts';

/** An enterprise application as its pages show it. */
export interface ApplicationDetails {
  servicePrincipal: ServicePrincipalRow;
  /** The first is the primary one. */
  identifierUris: readonly string[];
  /** The first is the default one. */
  replyUrls: readonly string[];
  redirectUriSettings: readonly RedirectUriSetting[];
  notificationEmailAddresses: readonly string[];
}

/** Names one application, by one property: `id` and `appId` are GUIDs in any letter case; of several with one `displayName`, the oldest. */
export type ApplicationKey = { id: string } | { appId: string } | { displayName: string };

type Reader = Database | Transaction<DirectoryTables>;

/**
 * @param tenantId the tenant that must have the application; `undefined` finds it in any
 * @returns `undefined` when there is no such application
 * @throws {InvalidInput} `type` when the tenantId or the key is not a string, `required` unless the key has exactly one property
 */
export async function findApplication(
  db: Reader,
  tenantId: string | undefined,
  key: ApplicationKey,
): Promise<ApplicationDetails | undefined> {
  requireTypes({ tenantId }, { tenantId: 'string?' });
  const [column, value] = keyColumn(key);
  const servicePrincipal = await db
    .selectFrom('servicePrincipal')
    .selectAll()
    .where(column, '=', value)
    .$if(tenantId !== undefined, (query) =>
      query.where('tenantId', '=', tenantId?.toLowerCase() ?? ''),
    )
    .orderBy('createdDateTime')
    .orderBy(sql`rowid`)
    .executeTakeFirst();
  return servicePrincipal && detailsOf(db, servicePrincipal);
}

/** Enterprise applications of a tenant, with their Identifiers, by name: the first 1,000. */
export async function allApplications(db: Reader, tenantId: string): Promise<ApplicationDetails[]> {
  const rows = await db
    .selectFrom('servicePrincipal')
    .selectAll()
    .where('tenantId', '=', tenantId.toLowerCase())
    .orderBy('displayName')
    .orderBy('id')
    .limit(1000)
    .execute();
  return Promise.all(rows.map((row) => detailsOf(db, row)));
}

async function detailsOf(
  db: Reader,
  servicePrincipal: ServicePrincipalRow,
): Promise<ApplicationDetails> {
  const names = await db
    .selectFrom('servicePrincipalName')
    .select('name')
    .where('servicePrincipalId', '=', servicePrincipal.id)
    .orderBy('position')
    .execute();
  return {
    servicePrincipal,
    identifierUris: names.map(({ name }) => name),
    replyUrls: JSON.parse(servicePrincipal.replyUrls) as string[],
    redirectUriSettings: JSON.parse(servicePrincipal.redirectUriSettings) as RedirectUriSetting[],
    notificationEmailAddresses: JSON.parse(servicePrincipal.notificationEmailAddresses) as string[],
  };
}

/** @throws {NotFound} when there is no such application */
export async function requireApplication(
  db: Reader,
  tenantId: string | undefined,
  id: string,
): Promise<ApplicationDetails> {
  return required(await findApplication(db, tenantId, { id }), 'application', id);
}

const keyColumns = ['id', 'appId', 'displayName'] as const;
type KeyColumn = (typeof keyColumns)[number];
type GivenKey = Partial<Record<KeyColumn, string | undefined>>;

const keyFault: Fault = {
  property: '',
  code: 'required',
  message: 'Name the application by exactly one of id, appId and displayName.',
};

function keyColumn(key: ApplicationKey): [KeyColumn, string] {
  requireTypes<GivenKey>(key, {
    id: 'string?',
    appId: 'string?',
    displayName: 'string?',
  });
  const [given, ...others] = keyColumns.flatMap((name): [KeyColumn, string][] => {
    const value = (key as GivenKey)[name];
    return value === undefined ? [] : [[name, value]];
  });
  if (!given || others.length > 0) throw new InvalidInput([keyFault]);
  const [column, value] = given;
  return [column, column === 'displayName' ? value : value.toLowerCase()];
}
