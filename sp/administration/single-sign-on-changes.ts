import { randomUUID } from 'node:crypto';
import { requireTypes } from '../../input/argument-types.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { requireCompany } from './company.ts';
import { rememberRemoved, thumbprintOf } from './removed-certificates.ts';

/**
 * Stops trusting the identity provider. Its settings and certificates are kept for when it is enabled again; sessions that
 * are open stay open. Does nothing while single sign-on is not enabled.
 *
 * @throws {NotFound} when there is no such company
 */
export async function disableSingleSignOn(db: Database, companyId: string): Promise<void> {
  await requireCompany(db, companyId);
  await db
    .updateTable('singleSignOn')
    .set({ enabled: 0, revision: randomUUID() })
    .where('companyId', '=', companyId)
    .execute();
}

/**
 * Deletes the single sign-on settings of a company, if any, with the certificates and the memory of removed ones.
 *
 * @throws {NotFound} when there is no such company
 */
export async function removeSingleSignOn(db: Database, companyId: string): Promise<void> {
  await requireCompany(db, companyId);
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('signingCertificate').where('companyId', '=', companyId).execute();
    await tx.deleteFrom('removedCertificate').where('companyId', '=', companyId).execute();
    await tx.deleteFrom('singleSignOn').where('companyId', '=', companyId).execute();
  });
}

/** The URLs of the identity provider. */
export interface SingleSignOnUrls {
  readonly ssoLoginUrl: string;
  /** Left out, there is none. */
  readonly ssoLogoutUrl?: string;
}

/**
 * Replaces the URLs of saved settings and checks no rule: the other settings stay as they are, also when they break a rule that
 * did not exist when they were saved. Does nothing for a company without settings.
 *
 * @throws {InvalidInput} when a URL is not a string
 * @throws {NotFound} when there is no such company
 */
export async function replaceSingleSignOnUrlsUnchecked(
  db: Database,
  companyId: string,
  urls: SingleSignOnUrls,
): Promise<void> {
  requireTypes(urls, { ssoLoginUrl: 'string', ssoLogoutUrl: 'string?' });
  await requireCompany(db, companyId);
  const { ssoLoginUrl, ssoLogoutUrl = null } = urls;
  await db
    .updateTable('singleSignOn')
    .set({ ssoLoginUrl, ssoLogoutUrl, revision: randomUUID() })
    .where('companyId', '=', companyId)
    .execute();
}

/**
 * Stops trusting one certificate; at once, also for responses under way.
 *
 * @param removed its thumbprint (SHA-1, 40 upper-case hex digits)
 * @throws {NotFound} when there is no such company, or it does not trust this certificate: single sign-on may be disabled
 * @throws {InvalidInput} when it is the `last` of the `certificates`
 */
export async function removeCertificate(
  db: Database,
  clock: Clock,
  companyId: string,
  removed: string,
): Promise<void> {
  requireTypes({ thumbprint: removed }, { thumbprint: 'string' });
  await requireCompany(db, companyId);
  await db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('signingCertificate')
      .innerJoin('singleSignOn', 'singleSignOn.companyId', 'signingCertificate.companyId')
      .select(['signingCertificate.id', 'file'])
      .where('signingCertificate.companyId', '=', companyId)
      .where('enabled', '=', 1)
      .execute();
    const ids = rows
      .filter(({ file }) => thumbprintOf(Buffer.from(file, 'base64')) === removed)
      .map(({ id }) => id);
    if (ids.length === 0) throw new NotFound('certificate', removed);
    if (ids.length === rows.length) throw new InvalidInput([lastCertificate]);
    await tx.deleteFrom('signingCertificate').where('id', 'in', ids).execute();
    await rememberRemoved(tx, companyId, [removed], clock());
    await tx
      .updateTable('singleSignOn')
      .set({ revision: randomUUID() })
      .where('companyId', '=', companyId)
      .execute();
  });
}

const lastCertificate = {
  property: 'certificates',
  code: 'last',
  message:
    'This is the only certificate; without it, no employee could sign in. Add the new certificate first.',
};
