import type { IdpContext } from '../context.ts';
import { useCode } from '../directory/sign-in/second-factor.ts';
import { lockedUntil, settleAttempt } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import { inlineErrors } from './inline-error.tsx';

/** Why the second factor was refused; each has an AADSTS code. */
type Refusal = (typeof inlineErrors)['locked' | 'wrongCode' | 'usedCode'];

/** One way to give a second factor. */
export interface SecondFactorMethod {
  /** Entra's name in `arrUserProofs` and in the requests of clients (entra-saml.md 9.1). */
  readonly authMethodId: string;
  /** The words for it on pages. */
  readonly display: string;
  /** How often a client asks whether the user has acted. In seconds. */
  readonly pollingInterval: number;
  /**
   * @param data what the user typed
   * @returns why it is refused; undefined when it is right
   */
  end(context: IdpContext, user: UserRow, data: string): Promise<Refusal | undefined>;
}

/** A code of an authenticator app. Ten wrong ones lock the second factor; each counts once. */
export const authenticatorCode: SecondFactorMethod = {
  authMethodId: 'PhoneAppOTP',
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

/** The methods of a user, the default one first. */
export const methodsOf = (_user: UserRow): readonly SecondFactorMethod[] => [authenticatorCode];

/** `arrUserProofs` and the polling intervals of `$Config`. */
export function userProofs(methods: readonly SecondFactorMethod[]) {
  return {
    arrUserProofs: methods.map(({ authMethodId, display }, index) => ({
      authMethodId,
      data: authMethodId,
      display,
      isDefault: index === 0,
    })),
    oPerAuthPollingInterval: Object.fromEntries(
      methods.map(({ authMethodId, pollingInterval }) => [authMethodId, pollingInterval]),
    ),
  };
}
