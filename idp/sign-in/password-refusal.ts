import { checkPassword, isOutdated } from '../../passwords/password-hash.ts';
import { ignoreStoreError } from '../../store/errors.ts';
import type { IdpContext } from '../context.ts';
import { lockedUntil, settleAttempt } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import { rehashPassword } from '../directory/users/user-password.ts';
import { inlineErrors } from './inline-error.tsx';

/** Why this user cannot sign in with this password. Only a caller who knows the password learns that the account is blocked. */
export async function passwordRefusal({ db, clock }: IdpContext, user: UserRow, password: string) {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'password' } as const;
  if (await lockedUntil(db, attempt, clock())) return inlineErrors.locked;
  const { matches: right, derived: typed } = await checkPassword(password, user.passwordHash);
  const verdict = await settleAttempt(db, attempt, { right, typed }, clock());
  if (verdict === 'locked') return inlineErrors.locked;
  if (verdict === 'wrong') return inlineErrors.wrongPassword;
  if (isOutdated(user.passwordHash))
    await rehashPassword(db, user, password).catch(ignoreStoreError);
  return user.accountEnabled === 1 ? undefined : inlineErrors.userDisabled;
}
