import { sql } from 'kysely';
import { byName } from '../sliced-list.ts';
import type { Database } from '../tables.ts';

/** RFC 6238: steps of 30 s and six digits from HMAC-SHA-1, as authenticator apps expect. */
const period = 30;
const parameters = { algorithm: 'SHA1', digits: 6, period };

/** Loaded with the first code: it takes longer to load than most of what a start needs, and most sign-ins have no second factor. */
const otpauth = () => import('otpauth');

/** The secret of a user in base32 (RFC 4648 6), created on first use. */
export async function secondFactorOf(db: Database, userId: string): Promise<string> {
  const find = () =>
    db.selectFrom('secondFactor').select('secret').where('userId', '=', userId).executeTakeFirst();
  const known = await find();
  if (known) return known.secret;
  const secret = await newSecret();
  await db
    .insertInto('secondFactor')
    .values({ userId, secret, lastStep: null })
    .onConflict((c) => c.column('userId').doNothing())
    .execute();
  return (await find())?.secret ?? secret;
}

/** 160 bits, as RFC 4226 4 recommends: 32 letters. */
async function newSecret(): Promise<string> {
  const { Secret } = await otpauth();
  return new Secret({ size: 20 }).base32;
}

export interface CurrentCode {
  /** Six digits. */
  code: string;
  secondsLeft: number;
}

/** What an authenticator app shows at that moment. */
export async function currentCode(secret: string, now: Date): Promise<CurrentCode> {
  const seconds = Math.floor(now.getTime() / 1000);
  const totp = await totpOf(secret);
  return {
    code: totp.generate({ timestamp: now.getTime() }),
    secondsLeft: period - (seconds % period),
  };
}

const SHOWN_CODES = 50;

/** A user and what their authenticator app shows. */
export interface ShownCode extends CurrentCode {
  userPrincipalName: string;
  /** It was used already and is not accepted again. */
  used: boolean;
}

/** The codes of a tenant's users who have a second factor, by display name; of the first 50 who got one. */
export async function currentCodes(
  db: Database,
  tenantId: string,
  now: Date,
): Promise<ShownCode[]> {
  const rows = await db
    .selectFrom('secondFactor as factor')
    // CROSS JOIN: SQLite starts from the second factors, since most users of a large tenant have none.
    .crossJoin('directoryUser as user')
    .select(['user.id', 'user.displayName', 'user.userPrincipalName'])
    .select(['factor.secret', 'factor.lastStep'])
    .whereRef('user.id', '=', 'factor.userId')
    .where('user.tenantId', '=', tenantId)
    // In the order in which they were created, which needs no sorting: the poll of the lab home must not read every user.
    .orderBy(sql`factor.rowid`)
    .limit(SHOWN_CODES)
    .execute();
  return Promise.all(
    rows
      .toSorted((one, other) => (byName(one, other) ? -1 : 1))
      .map(async ({ userPrincipalName, secret, lastStep }) => ({
        userPrincipalName,
        ...(await currentCode(secret, now)),
        used: lastStep !== null && lastStep >= stepAt(now) && lastStep <= latestStep(now),
      })),
  );
}

/**
 * Checks a typed code. The codes of the previous and the next step are accepted too, since clocks differ; but no code is accepted twice,
 * nor an earlier one after a later one (RFC 6238 5.2). Compares in constant time.
 */
export async function useCode(
  db: Database,
  userId: string,
  typed: string,
  now: Date,
): Promise<'right' | 'wrong' | 'used'> {
  const step = await stepOfCode(await secondFactorOf(db, userId), typed, now);
  if (step === undefined) return 'wrong';
  const { numUpdatedRows } = await db
    .updateTable('secondFactor')
    .set({ lastStep: step })
    .where('userId', '=', userId)
    .where((e) =>
      e.or([
        e('lastStep', 'is', null),
        e('lastStep', '<', step),
        e('lastStep', '>', latestStep(now)),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? 'right' : 'used';
}

/** The step whose code was typed; undefined when it is none of the three that are accepted. */
async function stepOfCode(secret: string, typed: string, now: Date): Promise<number | undefined> {
  const token = typed.replace(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return undefined; // the library throws for other scripts' digits
  const totp = await totpOf(secret);
  const delta = totp.validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : stepAt(now) + delta;
}

/** The last step whose code is accepted now. A later one was used by a clock that was ahead and was set back: it blocks nothing. */
const latestStep = (now: Date): number => stepAt(now) + 1;

const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / period);

async function totpOf(secret: string) {
  const { TOTP } = await otpauth();
  return new TOTP({ ...parameters, secret });
}

/** The address in the QR code that authenticator apps scan. */
export function secretAddress(secret: string, userPrincipalName: string): string {
  const label = encodeURIComponent(`Mock Entra ID:${userPrincipalName}`);
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer: 'Mock Entra ID' })}`;
}
