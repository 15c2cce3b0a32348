import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { IdpContext } from '../../context.ts';
import type { UserRow } from '../../directory/tables.ts';
import type { inlineErrors } from '../inline-error.tsx';

/** Why a proof was refused; each has an AADSTS code. */
export type Refusal = (typeof inlineErrors)['locked' | 'wrongCode' | 'usedCode'];

/** One way of a user to prove who they are, on the pages and through `BeginAuth` and `EndAuth`. */
export interface SignInMethod {
  /** Entra's name in `arrUserProofs` and in the requests of clients (entra-saml.md 9.1). */
  readonly authMethodId: string;
  /** What the session remembers. */
  readonly mode: AuthenticationMethodMode;
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

/** `arrUserProofs` and the polling intervals of `$Config`. */
export function userProofs(methods: readonly SignInMethod[]) {
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
