import type { Company } from '../../administration/company.ts';
import type { Database } from '../../database/tables.ts';
import { plusSeconds } from '../../instants.ts';
import { hashSecret, newSecret } from '../../secrets.ts';

/** A working day. */
const SESSION_SECONDS = 8 * 60 * 60;

/** The signed-in administrator, and the only company whose data they can reach. */
export interface SignedInAdministrator {
  readonly id: string;
  readonly email: string;
  readonly company: Company;
}

/** Opens a session under a new secret, which is returned for the cookie; only its hash is stored. Deletes expired sessions. */
export async function openAdministratorSession(
  db: Database,
  administratorId: string,
  now: Date,
): Promise<string> {
  const secret = newSecret();
  const expiresAt = plusSeconds(now, SESSION_SECONDS).toISOString();
  await db.deleteFrom('administratorSession').where('expiresAt', '<=', now.toISOString()).execute();
  await db
    .insertInto('administratorSession')
    .values({ idHash: hashSecret(secret), administratorId, expiresAt })
    .execute();
  return secret;
}

/** The administrator of a session, while it lasts. */
export async function findAdministratorSession(
  db: Database,
  idHash: string,
  now: Date,
): Promise<SignedInAdministrator | undefined> {
  const row = await db
    .selectFrom('administratorSession')
    .innerJoin('administrator', 'administrator.id', 'administratorSession.administratorId')
    .innerJoin('company', 'company.id', 'administrator.companyId')
    .select(['administrator.id', 'administrator.email', 'companyId', 'company.name'])
    .where('administratorSession.idHash', '=', idHash)
    .where('administratorSession.expiresAt', '>', now.toISOString())
    .executeTakeFirst();
  return row && { id: row.id, email: row.email, company: { id: row.companyId, name: row.name } };
}

/** Ends a session, if it exists. */
export async function endAdministratorSession(db: Database, idHash: string): Promise<void> {
  await db.deleteFrom('administratorSession').where('idHash', '=', idHash).execute();
}
