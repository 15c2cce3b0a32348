import type { ContentMethod } from '../../../saml/encrypt-assertion.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { AuthnContextReporting } from '../../authentication-methods/authn-context.ts';
import type { ClaimsConfiguration } from '../../response/claims-configuration.ts';
import type { GroupClaims } from '../../response/group-claims-configuration.ts';
import type { RedirectUriSetting } from '../applications/reply-url-indexes.ts';
import type { Database } from '../tables.ts';
import { guid } from '../tenants/tenants.ts';

/** The certificate that `preferredTokenSigningKeyThumbprint` names. */
export interface ActiveKey {
  keyId: string;
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  /** Whether the key was made elsewhere and imported. */
  isCustom: boolean;
}

/** The properties of an application that a sign-in needs, read in one query. */
export interface SignInApplication {
  servicePrincipalId: string;
  tenantId: string;
  appId: string;
  displayName: string;
  accountEnabled: boolean;
  appRoleAssignmentRequired: boolean;
  signingOption: string;
  signingAlgorithm: string;
  nameIdFormat: string | undefined;
  /** Absent: Entra's default claims. */
  claims: ClaimsConfiguration | undefined;
  /** Absent: no group claim. */
  groupClaims: GroupClaims | undefined;
  /** Whether any of its roles has a value, which is sent in the role claim. */
  hasRoleValues: boolean;
  authnContextReporting: AuthnContextReporting;
  replyUrls: readonly string[];
  redirectUriSettings: readonly RedirectUriSetting[];
  signOnUrl: string | undefined;
  relayState: string | undefined;
  logoutUrl: string | undefined;
  primaryIdentifier: string | undefined;
  /** Of the tenant; its pairwise identifiers are derived from it. */
  pairwiseSecret: string;
  /** Of the tenant; see `RequestChecks`. */
  checksDestination: boolean;
  checksIssueInstant: boolean;
  activeKey: ActiveKey | undefined;
  /** Absent: tokens are not encrypted. */
  tokenEncryptionKeyId: string | undefined;
  tokenEncryptionMethod: ContentMethod;
  /** See `RequestSignatureVerification`. */
  isSignedRequestRequired: boolean;
  allowsRsaSha1: boolean;
}

/**
 * @param name an Identifier (Entity ID), compared letter by letter, or the appId, which is one of the names as well (entra-saml.md 1.2)
 * @param tenantId GUID; `common` finds the application in every tenant that knows the Identifier
 */
export async function applicationsByIdentifier(
  db: Database,
  name: string,
  tenantId: string,
): Promise<SignInApplication[]> {
  const { rows } =
    tenantId === 'common'
      ? await byIdentifierAnywhere(db, { name })
      : await byIdentifier(db, { name, tenantId });
  return rows.length === 0 && guid.test(name.toLowerCase())
    ? applicationsByAppId(db, name, tenantId)
    : rows.map(read);
}

/** @param tenantId GUID; `common` finds the application in every tenant that has it */
export async function applicationsByAppId(
  db: Database,
  appId: string,
  tenantId: string,
): Promise<SignInApplication[]> {
  const { rows } = await byAppId(db, { appId: appId.toLowerCase() });
  return rows.filter((row) => tenantId === 'common' || row.tenantId === tenantId).map(read);
}

export async function applicationById(
  db: Database,
  servicePrincipalId: string,
): Promise<SignInApplication | undefined> {
  const [row] = (await byId(db, { id: servicePrincipalId })).rows;
  return row && read(row);
}

export interface RegisteredName {
  name: string;
  servicePrincipalId: string;
  displayName: string;
}

/**
 * Identifiers of a tenant, 10,000 at most: for the error about one that nobody has.
 *
 * @param tenantId GUID; `common` means all tenants
 */
export async function registeredNames(db: Database, tenantId: string): Promise<RegisteredName[]> {
  return db
    .selectFrom('servicePrincipalName as name')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'name.servicePrincipalId')
    .select(['name.name', 'sp.id as servicePrincipalId', 'sp.displayName'])
    .$if(tenantId !== 'common', (query) => query.where('name.tenantId', '=', tenantId))
    .limit(10_000)
    .execute();
}

const selectApplication = (db: Database) =>
  db
    .selectFrom('servicePrincipal as sp')
    .innerJoin('tenant', 'tenant.id', 'sp.tenantId')
    .leftJoin('keyCredential as key', (join) =>
      join
        .onRef('key.ownerId', '=', 'sp.id')
        .onRef('key.thumbprint', '=', 'sp.preferredTokenSigningKeyThumbprint'),
    )
    .leftJoin('servicePrincipalName as primaryName', (join) =>
      join.onRef('primaryName.servicePrincipalId', '=', 'sp.id').on('primaryName.position', '=', 0),
    )
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('appRole as role')
            .select('role.id')
            .whereRef('role.servicePrincipalId', '=', 'sp.id')
            .where('role.value', 'is not', null),
        )
        .as('hasRoleValues'),
    )
    .select([
      'sp.id',
      'sp.tenantId',
      'sp.appId',
      'sp.displayName',
      'sp.accountEnabled',
      'sp.appRoleAssignmentRequired',
      'sp.signingOption',
      'sp.signingAlgorithm',
      'sp.nameIdFormat',
      'sp.claims',
      'sp.groupClaims',
      'sp.authnContextReporting',
      'sp.replyUrls',
      'sp.redirectUriSettings',
      'sp.loginUrl',
      'sp.relayState',
      'sp.tokenEncryptionKeyId',
      'sp.tokenEncryptionMethod',
      'sp.logoutUrl',
      'sp.isSignedRequestRequired',
      'sp.allowedWeakAlgorithms',
      'tenant.pairwiseSecret',
      'tenant.checksDestination',
      'tenant.checksIssueInstant',
      'primaryName.name as primaryIdentifier',
      'key.keyId',
      'key.startDateTime',
      'key.endDateTime',
      'key.isCustom',
    ]);

const selectNamed = (db: Database) =>
  selectApplication(db).innerJoin(
    'servicePrincipalName as wanted',
    'wanted.servicePrincipalId',
    'sp.id',
  );

const byIdentifier = prepared((db: Database, value: ValueOf<{ name: string; tenantId: string }>) =>
  selectNamed(db)
    .where('wanted.name', '=', value('name'))
    .where('wanted.tenantId', '=', value('tenantId')),
);
const byIdentifierAnywhere = prepared((db: Database, value: ValueOf<{ name: string }>) =>
  selectNamed(db).where('wanted.name', '=', value('name')),
);
const byAppId = prepared((db: Database, value: ValueOf<{ appId: string }>) =>
  selectApplication(db).where('sp.appId', '=', value('appId')),
);
const byId = prepared((db: Database, value: ValueOf<{ id: string }>) =>
  selectApplication(db).where('sp.id', '=', value('id')),
);

type Row = Awaited<ReturnType<ReturnType<typeof selectApplication>['executeTakeFirstOrThrow']>>;

function read(row: Row): SignInApplication {
  const { keyId, startDateTime, endDateTime, isCustom } = row;
  return {
    servicePrincipalId: row.id,
    tenantId: row.tenantId,
    appId: row.appId,
    displayName: row.displayName,
    accountEnabled: row.accountEnabled === 1,
    appRoleAssignmentRequired: row.appRoleAssignmentRequired === 1,
    signingOption: row.signingOption,
    signingAlgorithm: row.signingAlgorithm,
    nameIdFormat: row.nameIdFormat ?? undefined,
    claims: row.claims === null ? undefined : (JSON.parse(row.claims) as ClaimsConfiguration),
    groupClaims:
      row.groupClaims === null ? undefined : (JSON.parse(row.groupClaims) as GroupClaims),
    hasRoleValues: Boolean(row.hasRoleValues),
    authnContextReporting: row.authnContextReporting as AuthnContextReporting,
    replyUrls: JSON.parse(row.replyUrls) as string[],
    redirectUriSettings: JSON.parse(row.redirectUriSettings) as RedirectUriSetting[],
    signOnUrl: row.loginUrl ?? undefined,
    relayState: row.relayState ?? undefined,
    logoutUrl: row.logoutUrl ?? undefined,
    primaryIdentifier: row.primaryIdentifier ?? undefined,
    pairwiseSecret: row.pairwiseSecret,
    checksDestination: row.checksDestination === 1,
    checksIssueInstant: row.checksIssueInstant === 1,
    tokenEncryptionKeyId: row.tokenEncryptionKeyId ?? undefined,
    tokenEncryptionMethod: row.tokenEncryptionMethod as ContentMethod,
    activeKey:
      keyId && startDateTime && endDateTime
        ? { keyId, notBefore: startDateTime, notAfter: endDateTime, isCustom: isCustom === 1 }
        : undefined,
    isSignedRequestRequired: row.isSignedRequestRequired === 1,
    allowsRsaSha1: row.allowedWeakAlgorithms === 'rsaSha1',
  };
}
