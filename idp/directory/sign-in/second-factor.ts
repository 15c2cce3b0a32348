import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../tables.ts';

/** RFC 6238: steps of 30 s, six digits, HMAC-SHA-1, as authenticator apps expect. */
const STEP = 30;
const DIGITS = 6;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The secret of a user in base32 (RFC 4648 6); made when first asked for. */
export async function secondFactorOf(db: Database, userId: string): Promise<string> {
  const find = () =>
    db.selectFrom('secondFactor').select('secret').where('userId', '=', userId).executeTakeFirst();
  const known = await find();
  if (known) return known.secret;
  const secret = newSecret();
  await db
    .insertInto('secondFactor')
    .values({ userId, secret, lastStep: null })
    .onConflict((c) => c.column('userId').doNothing())
    .execute();
  return (await find())?.secret ?? secret;
}

/** 160 bits, as RFC 4226 4 recommends: 32 letters. */
const newSecret = (): string =>
  [...randomBytes(32)].map((byte) => letters.charAt(byte % letters.length)).join('');

export interface CurrentCode {
  /** Six digits. */
  code: string;
  secondsLeft: number;
}

/** What an authenticator app shows at that moment. */
export function currentCode(secret: string, now: Date): CurrentCode {
  const seconds = Math.floor(now.getTime() / 1000);
  return { code: codeAt(secret, stepAt(now)), secondsLeft: STEP - (seconds % STEP) };
}

/** A user and what their authenticator app shows. */
export interface ShownCode extends CurrentCode {
  userPrincipalName: string;
  /** It was typed already, and is not taken again. */
  used: boolean;
}

/** The codes of a tenant's users who have a second factor, by name; of 50 at most. */
export async function currentCodes(
  db: Database,
  tenantId: string,
  now: Date,
): Promise<ShownCode[]> {
  const rows = await db
    .selectFrom('secondFactor as factor')
    .innerJoin('directoryUser as user', 'user.id', 'factor.userId')
    .select(['user.userPrincipalName', 'factor.secret', 'factor.lastStep'])
    .where('user.tenantId', '=', tenantId)
    .orderBy('user.displayName')
    .orderBy('user.id')
    .limit(50)
    .execute();
  return rows.map(({ userPrincipalName, secret, lastStep }) => ({
    userPrincipalName,
    ...currentCode(secret, now),
    used: lastStep !== null && lastStep >= stepAt(now),
  }));
}

/**
 * Looks at a code that was typed. That of the step before or after is taken as well, since clocks differ; but none is taken twice,
 * nor an earlier one after a later one (RFC 6238 5.2). Compares in constant time.
 */
export async function useCode(
  db: Database,
  userId: string,
  typed: string,
  now: Date,
): Promise<'right' | 'wrong' | 'used'> {
  const step = stepOfCode(await secondFactorOf(db, userId), typed, now);
  if (step === undefined) return 'wrong';
  const { numUpdatedRows } = await db
    .updateTable('secondFactor')
    .set({ lastStep: step })
    .where('userId', '=', userId)
    .where((e) => e.or([e('lastStep', 'is', null), e('lastStep', '<', step)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n ? 'right' : 'used';
}

function stepOfCode(secret: string, typed: string, now: Date): number | undefined {
  const step = stepAt(now);
  const given = Buffer.from(typed.replace(/\s/g, ''));
  return [step, step - 1, step + 1].find((one) => {
    const expected = Buffer.from(codeAt(secret, one));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP);

/** RFC 4226 5.3, dynamic truncation. */
function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.max(0, step)));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** The address that authenticator apps read from a picture. */
export function secretAddress(secret: string, userPrincipalName: string): string {
  const label = encodeURIComponent(`Mock Entra ID:${userPrincipalName}`);
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer: 'Mock Entra ID' })}`;
}
