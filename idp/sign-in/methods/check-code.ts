import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { IdpContext } from '../../context.ts';
import { lockedUntil, settleAttempt } from '../../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../../directory/tables.ts';
import { inlineErrors } from '../inline-error.tsx';
import type { Outcome, Refusal } from './method.ts';

/** What a typed code turned out to be; `by` is the device that it came from. */
export type FoundCode =
  | { found: 'right'; by: AuthenticationMethodMode }
  | { found: 'wrong' | 'used' | 'expired' };

/**
 * Checks a code under smart lockout: ten wrong ones, of whatever method, lock the second factor.
 *
 * @param use compares the code and uses it up
 * @param wrong what `EndAuth` calls a wrong code of this method
 */
export async function checkCode(
  { db, clock }: IdpContext,
  user: UserRow,
  use: () => Promise<FoundCode>,
  wrong: string,
): Promise<Outcome> {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'code' } as const;
  if (await lockedUntil(db, attempt, clock())) return locked;
  const code = await use();
  const verdict = await settleAttempt(db, attempt, { right: code.found === 'right' }, clock());
  if (verdict === 'locked') return locked;
  if (code.found === 'right') return { proven: code.by };
  return { refused: { error: errors[code.found], resultValue: wrong } };
}

const locked: Outcome = { refused: { error: inlineErrors.locked, resultValue: 'UserBlocked' } };

const errors: Record<Exclude<FoundCode['found'], 'right'>, Refusal['error']> = {
  wrong: inlineErrors.wrongCode,
  used: inlineErrors.usedCode,
  expired: inlineErrors.expiredCode,
};
