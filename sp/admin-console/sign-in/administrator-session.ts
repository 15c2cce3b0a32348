import { newSecret } from '../../../passwords/secret.ts';
import type { Company } from '../../administration/company.ts';
import type { Database } from '../../database/tables.ts';
import { plusSeconds } from '../../instants.ts';
import { hashSecret } from '../../secrets.ts';

/** A working day. */
const SESSION_SECONDS = 8 * 60 * 60;
/** Two readings of one clock may differ by so much. */
const AHEAD_SECONDS = 60;

/** The signed-in administrator, and the only company whose data they can reach. */
export interface SignedInAdministrator {
  readonly id: string;
  readonly email: string;
  readonly company: Company;
}

/** Opens a session under a new secret, which is returned for the cookie; only its hash is stored. */
export async function openAdministratorSession(
  db: Database,
  administratorId: string,
  now: Date,
): Promise<string> {
  const secret = newSecret();
  const expiresAt = plusSeconds(now, SESSION_SECONDS).toISOString();
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
  const latest = plusSeconds(now, SESSION_SECONDS + AHEAD_SECONDS).toISOString();
  const row = await db
    .selectFrom('administratorSession')
    .innerJoin('administrator', 'administrator.id', 'administratorSession.administratorId')
    .innerJoin('company', 'company.id', 'administrator.companyId')
    .select(['administrator.id', 'administrator.email', 'companyId', 'company.name'])
    .where('administratorSession.idHash', '=', idHash)
    .where('administratorSession.expiresAt', '>', now.toISOString())
    // One that lasts longer was opened by a clock that was ahead and was set back.
    .where('administratorSession.expiresAt', '<=', latest)
    .executeTakeFirst();
  return row && { id: row.id, email: row.email, company: { id: row.companyId, name: row.name } };
}

/** Ends a session, if it exists. */
export async function endAdministratorSession(db: Database, idHash: string): Promise<void> {
  await db.deleteFrom('administratorSession').where('idHash', '=', idHash).execute();
}
