import { newSecret } from '../../passwords/secret.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';
import { hashSecret } from '../secrets.ts';
import { read, type SignInRecord, stored } from './stored-record.ts';

/** A session lasts a working day at most; the identity provider may shorten it. */
export const MAX_SESSION_SECONDS = 8 * 60 * 60;

export interface NewSession {
  readonly companyId: string;
  readonly employeeId: string;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
  readonly sessionIndex: string | null;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
  readonly record: SignInRecord;
}

/** Who is signed in. */
export interface Session {
  readonly employeeId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly sessionIndex: string | null;
  readonly signedInAt: string;
  readonly expiresAt: string;
}

type SessionRow = Omit<NewSession, 'signedInAt' | 'expiresAt' | 'record'> & {
  idHash: string;
  signedInAt: string;
  expiresAt: string;
  record: string;
  message: Uint8Array | null;
};

const insertSession = prepared((db: Database, value: ValueOf<SessionRow>) =>
  db.insertInto('session').values({
    idHash: value('idHash'),
    companyId: value('companyId'),
    employeeId: value('employeeId'),
    nameId: value('nameId'),
    nameIdFormat: value('nameIdFormat'),
    nameQualifier: value('nameQualifier'),
    spNameQualifier: value('spNameQualifier'),
    sessionIndex: value('sessionIndex'),
    signedInAt: value('signedInAt'),
    expiresAt: value('expiresAt'),
    record: value('record'),
    message: value('message'),
  }),
);

/** Opens a session under a new secret, which is returned for the cookie; only its hash is stored. */
export async function openSession(db: Database, session: NewSession): Promise<string> {
  const secret = newSecret();
  await insertSession(db, {
    ...session,
    idHash: hashSecret(secret),
    signedInAt: session.signedInAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    ...stored(session.record),
  });
  return secret;
}

type Lookup = { idHash: string; now: string; latest: string };

const selectSession = prepared((db: Database, value: ValueOf<Lookup>) =>
  db
    .selectFrom('session')
    .innerJoin('employee', 'employee.id', 'session.employeeId')
    .innerJoin('company', 'company.id', 'session.companyId')
    .select(['employee.id as employeeId', 'employee.email', 'employee.firstName'])
    .select(['employee.lastName', 'company.id as companyId', 'company.name as companyName'])
    .select(['session.nameId', 'session.nameIdFormat', 'session.sessionIndex'])
    .select(['session.signedInAt', 'session.expiresAt'])
    .where('session.idHash', '=', value('idHash'))
    .where('session.expiresAt', '>', value('now'))
    .where('session.signedInAt', '<=', value('latest')),
);

/** Two readings of one clock may differ by so much. */
const AHEAD_SECONDS = 60;

/** The session of a hash, while it lasts. One that was opened by a clock that was ahead has ended once the clock is set back. */
export async function findSession(
  db: Database,
  idHash: string,
  now: Date,
): Promise<Session | undefined> {
  const latest = plusSeconds(now, AHEAD_SECONDS).toISOString();
  const { rows } = await selectSession(db, { idHash, now: now.toISOString(), latest });
  return rows[0];
}

/** What is stored about the sign-in of a session. */
export async function findSignInRecord(
  db: Database,
  idHash: string,
): Promise<SignInRecord | undefined> {
  const row = await db
    .selectFrom('session')
    .select(['record', 'message'])
    .where('idHash', '=', idHash)
    .executeTakeFirst();
  return row && read(row);
}

const deleteSession = prepared((db: Database, value: ValueOf<{ idHash: string }>) =>
  db.deleteFrom('session').where('idHash', '=', value('idHash')),
);

/** Ends a session, if it exists. */
export async function endSession(db: Database, idHash: string): Promise<void> {
  await deleteSession(db, { idHash });
}
