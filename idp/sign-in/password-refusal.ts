import { checkPassword, isOutdated } from '../../passwords/password-hash.ts';
import { ignoreStoreError } from '../../store/errors.ts';
import type { IdpContext } from '../context.ts';
import { lockedUntil, settleAttempt } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import { homeAccount } from '../directory/users/guests.ts';
import { rehashPassword } from '../directory/users/user-password.ts';
import { inlineErrors } from './inline-error.tsx';

/**
 * Why this user cannot sign in with this password, which for a guest is that of the home account. Only a caller who knows the password learns
 * that an account is blocked.
 */
export async function passwordRefusal({ db, clock }: IdpContext, user: UserRow, password: string) {
  const home = await homeAccount(db, user);
  if (!home) return inlineErrors.unknownUser;
  const attempt = { tenantId: home.tenantId, userId: home.id, factor: 'password' } as const;
  if (await lockedUntil(db, attempt, clock())) return inlineErrors.locked;
  const { matches: right, derived: typed } = await checkPassword(password, home.passwordHash);
  const verdict = await settleAttempt(db, attempt, { right, typed }, clock());
  if (verdict === 'locked') return inlineErrors.locked;
  if (verdict === 'wrong') return inlineErrors.wrongPassword;
  if (isOutdated(home.passwordHash))
    await rehashPassword(db, home, password).catch(ignoreStoreError);
  return home.accountEnabled === 1 && user.accountEnabled === 1
    ? undefined
    : inlineErrors.userDisabled;
}
