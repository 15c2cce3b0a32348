import { useCode } from '../../directory/sign-in/second-factor.ts';
import { lockedUntil, settleAttempt } from '../../directory/sign-in/smart-lockout.ts';
import { inlineErrors } from '../inline-error.tsx';
import type { SignInMethod } from './method.ts';

/** A code of an authenticator app. Ten wrong ones lock the second factor; each counts once. */
export const authenticatorCode: SignInMethod = {
  authMethodId: 'PhoneAppOTP',
  mode: 'softwareOath',
  display: 'Use a verification code',
  pollingInterval: 1,
  async end({ db, clock }, user, code) {
    const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'code' } as const;
    if (await lockedUntil(db, attempt, clock())) return inlineErrors.locked;
    const found = await useCode(db, user.id, code, clock());
    const verdict = await settleAttempt(db, attempt, { right: found === 'right' }, clock());
    if (verdict === 'locked') return inlineErrors.locked;
    if (verdict === 'right') return undefined;
    return found === 'used' ? inlineErrors.usedCode : inlineErrors.wrongCode;
  },
};
