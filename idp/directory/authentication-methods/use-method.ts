import { timingSafeEqual } from 'node:crypto';
import type { Database } from '../tables.ts';
import { type AuthenticationMethod, authenticationMethodsOf } from './authentication-methods.ts';

export type Fido2Method = Extract<AuthenticationMethod, { type: 'fido2' }>;
export type TemporaryAccessPass = Extract<AuthenticationMethod, { type: 'temporaryAccessPass' }>;

/** What is wrong with a pass: it works no longer, was used and works once, or does not work yet. */
export type PassState = 'valid' | 'expired' | 'used' | 'notYetValid';

/** Whether a pass works at that moment. */
export function stateOfPass(pass: TemporaryAccessPass, now: Date): PassState {
  const start = Date.parse(pass.startDateTime ?? pass.createdDateTime);
  if (now.getTime() < start) return 'notYetValid';
  if (now.getTime() >= start + pass.lifetimeInMinutes * 60_000) return 'expired';
  return pass.isUsableOnce && pass.isUsed ? 'used' : 'valid';
}

/** The pass of a user, who has one at most. */
export const passAmong = (
  methods: readonly AuthenticationMethod[],
): TemporaryAccessPass | undefined =>
  methods.find((method) => method.type === 'temporaryAccessPass');

/** Whether the user typed this pass. Compares in constant time. */
export function isPass({ temporaryAccessPass = '' }: TemporaryAccessPass, typed: string): boolean {
  const [one, other] = [Buffer.from(typed.trim()), Buffer.from(temporaryAccessPass)];
  return one.length === other.length && one.length > 0 && timingSafeEqual(one, other);
}

/** Records that a pass was used. @returns false for a one-time pass that was used in the meantime, or a pass that was deleted */
export function redeemPass(
  db: Database,
  { id, userId }: Pick<TemporaryAccessPass, 'id' | 'userId'>,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const pass = passAmong(await authenticationMethodsOf(tx, userId));
    if (pass?.id !== id || (pass.isUsableOnce && pass.isUsed)) return false;
    if (!pass.isUsed) await store(tx, pass, { isUsed: true });
    return true;
  });
}

/**
 * Records that a credential was used. A counter that does not grow is that of a copy (WebAuthn 3, 6.1.1); authenticators without a counter
 * always say 0.
 *
 * @returns false when the counter does not grow, or the credential was deleted in the meantime
 */
export function recordCredentialUse(
  db: Database,
  { id, userId }: Pick<Fido2Method, 'id' | 'userId'>,
  counter: number,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const methods = await authenticationMethodsOf(tx, userId);
    const method = methods.find((each) => each.id === id);
    const credential = method?.credential;
    if (!method || !credential) return false;
    if ((counter > 0 || credential.counter > 0) && counter <= credential.counter) return false;
    await store(tx, method, { credential: { ...credential, counter } });
    return true;
  });
}

async function store(
  db: Database,
  { id, userId: _, type: _type, createdDateTime: _at, ...properties }: AuthenticationMethod,
  changes: object,
): Promise<void> {
  await db
    .updateTable('authenticationMethod')
    .set({ properties: JSON.stringify({ ...properties, ...changes }) })
    .where('id', '=', id)
    .execute();
}
