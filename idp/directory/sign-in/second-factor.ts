import { sql } from 'kysely';
import { readMethod } from '../authentication-methods/authentication-methods.ts';
import { byName } from '../sliced-list.ts';
import type { Database } from '../tables.ts';
import { deviceOf, type HardwareToken } from './hardware-tokens.ts';
import {
  type CurrentCode,
  codeOf,
  isUsed,
  latestStep,
  newOathSecret,
  type OathDevice,
  stepOfCode,
} from './oath.ts';

/** An authenticator app: it shows each code for 30 seconds. */
const appWith = (secret: string): OathDevice => ({ secret, period: 30 });

/** The secret of a user in base32 (RFC 4648 6), created on first use. */
export async function secondFactorOf(db: Database, userId: string): Promise<string> {
  const find = () =>
    db.selectFrom('secondFactor').select('secret').where('userId', '=', userId).executeTakeFirst();
  const known = await find();
  if (known) return known.secret;
  const secret = await newOathSecret();
  await db
    .insertInto('secondFactor')
    .values({ userId, secret, lastStep: null })
    .onConflict((c) => c.column('userId').doNothing())
    .execute();
  return (await find())?.secret ?? secret;
}

/** What an authenticator app shows at that moment. */
export const currentCode = (secret: string, now: Date): Promise<CurrentCode> =>
  codeOf(appWith(secret), now);

const SHOWN_CODES = 50;

/** A user and what their authenticator app or hardware token shows. */
export interface ShownCode extends CurrentCode {
  userPrincipalName: string;
  /** It was used already and is not accepted again. */
  used: boolean;
  /** Of a hardware token. */
  serialNumber?: string;
}

/**
 * The codes of a tenant's users who have a second factor, by display name; of the first 50 authenticator apps that were set up, and of 50
 * hardware tokens.
 */
export async function currentCodes(
  db: Database,
  tenantId: string,
  now: Date,
): Promise<ShownCode[]> {
  const shown = [...(await apps(db, tenantId)), ...(await tokens(db, tenantId))];
  return Promise.all(
    shown
      .toSorted((one, other) => (byName(one, other) ? -1 : 1))
      .map(async ({ userPrincipalName, device, lastStep, serialNumber }) => ({
        userPrincipalName,
        ...(await codeOf(device, now)),
        used: isUsed(device, lastStep, now),
        ...(serialNumber !== undefined && { serialNumber }),
      })),
  );
}

interface Device {
  id: string;
  displayName: string;
  userPrincipalName: string;
  device: OathDevice;
  lastStep: number | null | undefined;
  serialNumber?: string;
}

async function apps(db: Database, tenantId: string): Promise<Device[]> {
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
  return rows.map(({ secret, ...row }) => ({ ...row, device: appWith(secret) }));
}

async function tokens(db: Database, tenantId: string): Promise<Device[]> {
  const rows = await db
    .selectFrom('authenticationMethod as method')
    .crossJoin('directoryUser as user')
    .select(['user.displayName', 'user.userPrincipalName'])
    .selectAll('method')
    .whereRef('user.id', '=', 'method.userId')
    .where('user.tenantId', '=', tenantId)
    .where('method.type', '=', sql.lit('hardwareOath')) // written out, so that SQLite finds the partial index
    .orderBy('method.userId')
    .limit(SHOWN_CODES)
    .execute();
  return rows.map(({ displayName, userPrincipalName, ...row }) => {
    const token = readMethod(row) as HardwareToken;
    const { id, serialNumber, lastStep } = token;
    return { id, displayName, userPrincipalName, serialNumber, lastStep, device: deviceOf(token) };
  });
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
  const app = appWith(await secondFactorOf(db, userId));
  const step = await stepOfCode(app, typed, now);
  if (step === undefined) return 'wrong';
  const { numUpdatedRows } = await db
    .updateTable('secondFactor')
    .set({ lastStep: step })
    .where('userId', '=', userId)
    .where((e) =>
      e.or([
        e('lastStep', 'is', null),
        e('lastStep', '<', step),
        e('lastStep', '>', latestStep(app, now)),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? 'right' : 'used';
}

/** The address in the QR code that authenticator apps scan. */
export function secretAddress(secret: string, userPrincipalName: string): string {
  const label = encodeURIComponent(`Mock Entra ID:${userPrincipalName}`);
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer: 'Mock Entra ID' })}`;
}
