import { sql } from 'kysely';
import { readCertificate, toBase64 } from '../../../certs/certificate.ts';
import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { refuseFaults } from '../../../input/invalid-input.ts';
import { caseKey } from '../../../store/case-key.ts';
import { idsOf } from '../../../store/ids.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database, DomainFederationRow } from '../tables.ts';
import { initialDomainFault, requireDomain, usersOf } from './domains.ts';
import {
  type DomainFederationProperties,
  type FederatedIdpMfaBehavior,
  federationFaults,
  federationTypes,
} from './federation-rules.ts';

/** How a domain is federated, in Graph's properties of the resource type internalDomainFederation. */
export type InternalDomainFederation = {
  [Name in keyof DomainFederationProperties]-?: NonNullable<DomainFederationProperties[Name]>;
} & {
  id: string;
  /** Whether it is the mock identity provider of this installation: the address and the certificate are empty then. */
  isMock: boolean;
};

/** The issuer that the mock identity provider has for a domain, as AD FS names itself for one of several domains. */
const mockIssuer = (domain: string): string => `http://${domain}/adfs/services/trust/`;

/** Tag of the values for the form that edits them; see `stale-version.ts`. @param federation absent for a managed domain */
export const federationTag = (federation: InternalDomainFederation | undefined): string =>
  tagOf(federation ?? null);

function federationOf(row: DomainFederationRow): InternalDomainFederation {
  return {
    id: row.id,
    displayName: row.displayName,
    issuerUri: row.issuerUri,
    passiveSignInUri: row.passiveSignInUri ?? '',
    signingCertificate: row.signingCertificate ?? '',
    nextSigningCertificate: row.nextSigningCertificate ?? '',
    preferredAuthenticationProtocol: 'saml',
    federatedIdpMfaBehavior: row.federatedIdpMfaBehavior as FederatedIdpMfaBehavior,
    isMock: row.passiveSignInUri === null,
  };
}

/** @returns undefined for a managed domain. @throws {NotFound} when the tenant has no such domain */
export async function domainFederationOf(
  db: Database,
  tenantId: string,
  name: string,
): Promise<InternalDomainFederation | undefined> {
  const { id } = await requireDomain(db, tenantId, name);
  const row = await federationRow(db, id);
  return row && federationOf(row);
}

/** @param domain in lower case */
export async function federationRow(
  db: Database,
  domain: string,
): Promise<DomainFederationRow | undefined> {
  return (await byDomain(db, { domain })).rows[0];
}

const byDomain = prepared((db: Database, value: ValueOf<{ domain: string }>) =>
  db.selectFrom('domainFederation').selectAll().where('domain', '=', value('domain')),
);

/**
 * Federates a domain: its users sign in at another identity provider from now on. Without `issuerUri`, `passiveSignInUri` and
 * `signingCertificate` that is the mock identity provider of this installation, which knows every user of the domain.
 *
 * @param tag of the values that a form was made from; absent: whatever is stored is replaced
 * @throws {InvalidInput} when a property breaks a rule, or the domain is the initial one
 * @throws {NotFound} when the tenant has no such domain
 * @throws {StaleVersion} when the stored values no longer have the tag
 */
export async function federateDomain(
  db: Database,
  tenantId: string,
  name: string,
  properties: DomainFederationProperties,
  tag?: string,
): Promise<void> {
  requireTypes(properties, federationTypes);
  await db.transaction().execute(async (tx) => {
    const { id: domain, isInitial } = await requireDomain(tx, tenantId, name);
    const before = await federationRow(tx, domain);
    requireTag(before ? federationOf(before) : null, tag);
    const { issuerUri, passiveSignInUri, signingCertificate } = properties;
    const isMock = [issuerUri, passiveSignInUri, signingCertificate].every(
      (value) => value === undefined,
    );
    const issuer = isMock ? mockIssuer(domain) : (issuerUri ?? '');
    refuseFaults([
      isInitial ? initialDomainFault(domain, 'federated') : undefined,
      ...federationFaults(properties, isMock),
      await issuerTakenFault(tx, issuer, domain),
    ]);
    const { nextSigningCertificate = '', displayName } = properties;
    const row = {
      displayName: displayName || (isMock ? `Mock identity provider of ${domain}` : domain),
      issuerUri: issuer,
      passiveSignInUri: isMock ? null : (passiveSignInUri ?? null),
      signingCertificate: isMock ? null : derOf(signingCertificate ?? ''),
      nextSigningCertificate: nextSigningCertificate === '' ? null : derOf(nextSigningCertificate),
      federatedIdpMfaBehavior:
        properties.federatedIdpMfaBehavior ?? 'acceptIfMfaDoneByFederatedIdp',
    };
    await tx
      .insertInto('domainFederation')
      .values({
        id: idsOf(tx).uuid('domainFederation'),
        domain,
        mockOutOfOrder: 0,
        mockMultipleAuthn: 0,
        ...row,
      })
      .onConflict((c) => c.column('domain').doUpdateSet(row))
      .execute();
    if (isMock) await giveImmutableIds(tx, tenantId.toLowerCase(), domain);
  });
}

async function issuerTakenFault(db: Database, issuerUri: string, domain: string) {
  const other = await db
    .selectFrom('domainFederation')
    .select('domain')
    .where('issuerUri', '=', issuerUri)
    .where('domain', '!=', domain)
    .executeTakeFirst();
  if (!other) return undefined;
  return {
    property: 'issuerUri',
    code: 'taken',
    message: `${other.domain} is federated with the issuer ${issuerUri} already, and an issuer belongs to one domain. Configure another issuer at the identity provider.`,
  };
}

/** The users that the mock identity provider knows from now on. Others have no name that it could send. */
async function giveImmutableIds(db: Database, tenantId: string, domain: string): Promise<void> {
  await db
    .updateTable('directoryUser')
    .set({ onPremisesImmutableId: sql<string>`upper(replace(id, '-', ''))` })
    .where('onPremisesImmutableId', 'is', null)
    .where('id', 'in', usersOf(db, tenantId, domain).clearSelect().select('id'))
    .execute();
}

const derOf = (certificate: string): string =>
  toBase64(readCertificate(Buffer.from(certificate, 'utf8')));

/**
 * Makes a domain managed again: its users sign in with the password that this tenant has.
 *
 * @throws {NotFound} when the tenant has no such domain
 */
export async function makeDomainManaged(
  db: Database,
  tenantId: string,
  name: string,
): Promise<void> {
  const { id } = await requireDomain(db, tenantId, name);
  await db.deleteFrom('domainFederation').where('domain', '=', id).execute();
}

/** What the mock identity provider of a domain does, apart from asking for the password. */
export interface MockIdentityProvider {
  /** It does not answer: sign-ins of the domain stop at a page that says so. */
  outOfOrder: boolean;
  /** Its Response says that it did multifactor authentication. */
  multipleAuthn: boolean;
}

const mockTypes: ArgumentTypes<Partial<MockIdentityProvider>> = {
  outOfOrder: 'boolean?',
  multipleAuthn: 'boolean?',
};

export const mockIdentityProviderOf = (row: DomainFederationRow): MockIdentityProvider => ({
  outOfOrder: row.mockOutOfOrder === 1,
  multipleAuthn: row.mockMultipleAuthn === 1,
});

/**
 * Changes the switches that are given. The last write wins when two administrators choose at once.
 *
 * @throws {InvalidInput} when the domain is not federated with the mock identity provider
 * @throws {NotFound} when the tenant has no such domain
 */
export async function setMockIdentityProvider(
  db: Database,
  tenantId: string,
  name: string,
  changes: Partial<MockIdentityProvider>,
): Promise<void> {
  requireTypes(changes, mockTypes);
  const { id } = await requireDomain(db, tenantId, name);
  const row = await federationRow(db, id);
  refuseFaults([
    row?.passiveSignInUri === null
      ? undefined
      : {
          property: 'name',
          code: 'not_mock',
          message: `${id} is not federated with the mock identity provider.`,
        },
  ]);
  const { outOfOrder, multipleAuthn } = changes;
  const set = {
    ...(outOfOrder !== undefined && { mockOutOfOrder: Number(outOfOrder) }),
    ...(multipleAuthn !== undefined && { mockMultipleAuthn: Number(multipleAuthn) }),
  };
  if (Object.keys(set).length === 0) return;
  await db.updateTable('domainFederation').set(set).where('domain', '=', id).execute();
}

/** A federated domain, and the tenant that it belongs to. */
export interface FederatedDomain extends DomainFederationRow {
  tenantId: string;
}

const selectFederated = (db: Database) =>
  db
    .selectFrom('domainFederation')
    .innerJoin('verifiedDomain', 'verifiedDomain.name', 'domainFederation.domain')
    .selectAll('domainFederation')
    .select('verifiedDomain.tenantId');

/** The domain whose identity provider has this issuer; an issuer belongs to one domain. */
export function domainOfIssuer(
  db: Database,
  issuerUri: string,
): Promise<FederatedDomain | undefined> {
  return selectFederated(db).where('issuerUri', '=', issuerUri).executeTakeFirst();
}

const federatedByName = prepared((db: Database, value: ValueOf<{ domain: string }>) =>
  selectFederated(db).where('domainFederation.domain', '=', value('domain')),
);

/** @param name in any letter case */
export async function federatedDomain(
  db: Database,
  name: string,
): Promise<FederatedDomain | undefined> {
  return (await federatedByName(db, { domain: caseKey(name) })).rows[0];
}
