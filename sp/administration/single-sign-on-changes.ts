import { randomUUID } from 'node:crypto';
import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { AdministrationError } from './errors.ts';
import { findSingleSignOn } from './saved-single-sign-on.ts';
import { enableSingleSignOn } from './single-sign-on.ts';

/**
 * Stops trusting the identity provider. Its settings and certificates are kept for when it is enabled again; sessions that
 * are open stay open. Nothing happens when single sign-on is not enabled.
 */
export async function disableSingleSignOn(db: Database, companyId: string): Promise<void> {
  await db
    .updateTable('singleSignOn')
    .set({ enabled: 0, revision: randomUUID() })
    .where('companyId', '=', companyId)
    .execute();
}

/** Takes back everything that was entered for single sign-on, certificates as well. Nothing happens when there is nothing. */
export async function removeSingleSignOn(db: Database, companyId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('signingCertificate').where('companyId', '=', companyId).execute();
    await tx.deleteFrom('singleSignOn').where('companyId', '=', companyId).execute();
  });
}

/**
 * Stops trusting one certificate, named by its thumbprint (SHA-1, 40 upper-case hex digits); at once, also for responses
 * under way. @returns whether there was such a certificate
 *
 * @throws {AdministrationError} `last_certificate`, `changed_meanwhile`
 */
export async function removeCertificate(
  db: Database,
  clock: Clock,
  companyId: string,
  removed: string,
): Promise<boolean> {
  const saved = await findSingleSignOn(db, companyId);
  if (!saved?.enabled) return false;
  const { certificates } = saved.input;
  const kept = certificates.filter((file) => thumbprint(readCertificate(file)) !== removed);
  if (kept.length === certificates.length) return false;
  if (kept.length === 0) throw new AdministrationError('last_certificate');
  const input = { ...saved.input, certificates: kept };
  await enableSingleSignOn(db, clock, companyId, input, saved.revision);
  return true;
}
