import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from './tables.ts';

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
    .values({ userId, secret })
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
  return { code: codeAt(secret, Math.floor(seconds / STEP)), secondsLeft: STEP - (seconds % STEP) };
}

/** The code of this step, or of the one before or after: clocks differ (RFC 6238 5.2). Compares in constant time. */
export function isCurrentCode(secret: string, typed: string, now: Date): boolean {
  const step = Math.floor(now.getTime() / 1000 / STEP);
  const given = Buffer.from(typed.replace(/\s/g, ''));
  return [step - 1, step, step + 1].some((one) => {
    const expected = Buffer.from(codeAt(secret, one));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

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
