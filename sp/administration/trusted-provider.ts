import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';
import type { UniqueIdentifier } from './provisioning.ts';

/** A certificate that may sign responses, parsed. */
interface TrustedCertificate {
  readonly publicKey: KeyObject;
  /** SHA-1, 40 upper-case hex digits. */
  readonly thumbprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What a company trusts: its identity provider and how strictly to judge it. */
export interface TrustedProvider {
  readonly companyId: string;
  readonly ssoLoginUrl: string;
  readonly ssoLogoutUrl: string | null;
  readonly idpEntityId: string;
  readonly certificates: readonly TrustedCertificate[];
  readonly allowUnsolicited: boolean;
  readonly clockSkewSeconds: number;
  readonly allowSha1: boolean;
  readonly allowExpiredCertificate: boolean;
  /** Signing out here continues at the identity provider. */
  readonly singleLogout: boolean;
  readonly forceAuthn: boolean;
  readonly requestedAuthnContext: string | null;
  /** What the NameID is compared with. */
  readonly uniqueIdentifier: UniqueIdentifier;
}

/** A company that exists; `provider` is absent while single sign-on is not enabled. */
interface Lookup {
  readonly companyName: string;
  readonly provider?: TrustedProvider;
}

export type FindTrustedProvider = (companyId: string) => Promise<Lookup | undefined>;

/** Companies whose parsed certificates stay in memory. */
const MAX_CACHED = 1000;

/**
 * Looks up the identity provider of a company with one small query. Settings and parsed certificates are kept per revision,
 * so that a change counts at once, on every replica.
 */
export function trustedProviders(db: Database): FindTrustedProvider {
  const cache = new Map<string, { revision: string; provider: CachedProvider }>();
  return async (companyId) => {
    const known = cache.get(companyId);
    const [current] = (await selectRevision(db, { companyId })).rows;
    if (!current) return undefined;
    const { companyName, revision } = current;
    if (revision === null) return { companyName };
    const uniqueIdentifier = current.uniqueIdentifier ?? 'email';
    if (known?.revision === revision)
      return { companyName, provider: { ...known.provider, uniqueIdentifier } };
    const provider = await readProvider(db, companyId);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(companyId, { revision, provider });
    return { companyName, provider: { ...provider, uniqueIdentifier } };
  };
}

/** Employee provisioning has no revision. */
type CachedProvider = Omit<TrustedProvider, 'uniqueIdentifier'>;

const selectRevision = prepared((db: Database, value: ValueOf<{ companyId: string }>) =>
  db
    .selectFrom('company')
    .leftJoin('singleSignOn', (on) =>
      on.onRef('singleSignOn.companyId', '=', 'company.id').on('singleSignOn.enabled', '=', 1),
    )
    .leftJoin('provisioning', (on) =>
      on.onRef('provisioning.companyId', '=', 'company.id').on('provisioning.enabled', '=', 1),
    )
    .select(['company.name as companyName', 'singleSignOn.revision', 'uniqueIdentifier'])
    .where('company.id', '=', value('companyId')),
);

async function readProvider(db: Database, companyId: string): Promise<CachedProvider> {
  const row = await db
    .selectFrom('singleSignOn')
    .select([
      'ssoLoginUrl',
      'ssoLogoutUrl',
      'singleLogout',
      'idpEntityId',
      'clockSkewSeconds',
      'requestedAuthnContext',
    ])
    .select(['allowUnsolicited', 'allowSha1', 'allowExpiredCertificate', 'forceAuthn'])
    .where('companyId', '=', companyId)
    .executeTakeFirstOrThrow();
  return {
    ...row,
    companyId,
    certificates: await readCertificates(db, companyId),
    allowUnsolicited: row.allowUnsolicited === 1,
    allowSha1: row.allowSha1 === 1,
    allowExpiredCertificate: row.allowExpiredCertificate === 1,
    singleLogout: row.singleLogout === 1,
    forceAuthn: row.forceAuthn === 1,
  };
}

async function readCertificates(db: Database, companyId: string): Promise<TrustedCertificate[]> {
  const rows = await db
    .selectFrom('signingCertificate')
    .select('file')
    .where('companyId', '=', companyId)
    .orderBy('addedAt')
    .orderBy(sql`rowid`)
    .execute();
  return rows.map(({ file }) => {
    const certificate = readCertificate(Buffer.from(file, 'base64'));
    const { publicKey, notBefore, notAfter } = certificate;
    return { publicKey, thumbprint: thumbprint(certificate), notBefore, notAfter };
  });
}
