import { newSecret } from '../../passwords/secret.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';
import { hashSecret } from '../secrets.ts';

/** A session lasts a working day at most; the identity provider may shorten it. */
export const MAX_SESSION_SECONDS = 8 * 60 * 60;

/** A larger message is not kept; Entra's have 5 to 20 KB. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/** What a passed check saw. Its title and clause are in the program, so they are not stored with each session. */
export type Outcome = readonly [name: string, expected: string, found: string];

/** What the employee's page shows about the sign-in. */
export interface SignInRecord {
  readonly signed: string;
  readonly algorithm: string;
  readonly thumbprint: string;
  readonly issuer: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly checks: readonly Outcome[];
  /** The Response as received, decoded; absent when it is not kept (any more). */
  readonly message?: Uint8Array | undefined;
}

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

type Stored = Pick<SessionRow, 'record' | 'message'>;

/** Most checks find what they expect, which is stored once. */
function stored({ message, checks, ...rest }: SignInRecord): Stored {
  const short = checks.map(([name, expected, found]) =>
    expected === found ? [name, expected] : [name, expected, found],
  );
  return {
    record: JSON.stringify({ ...rest, checks: short }),
    message: message && message.length <= MAX_MESSAGE_BYTES ? message : null,
  };
}

function read({ record, message }: Stored): SignInRecord {
  const { checks, ...rest } = JSON.parse(record) as Omit<SignInRecord, 'checks'> & {
    checks: [name: string, expected: string, found?: string][];
  };
  return {
    ...rest,
    checks: checks.map(([name, expected, found = expected]) => [name, expected, found]),
    message: message ?? undefined,
  };
}

const deleteSession = prepared((db: Database, value: ValueOf<{ idHash: string }>) =>
  db.deleteFrom('session').where('idHash', '=', value('idHash')),
);

/** Ends a session, if it exists. */
export async function endSession(db: Database, idHash: string): Promise<void> {
  await deleteSession(db, { idHash });
}
