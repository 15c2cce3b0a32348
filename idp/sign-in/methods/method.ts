import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { IdpContext } from '../../context.ts';
import type { Challenge } from '../../directory/sign-in/challenges.ts';
import type { UserRow } from '../../directory/tables.ts';
import type { inlineErrors } from '../inline-error.tsx';

/** Why a proof was refused. */
export interface Refusal {
  error: (typeof inlineErrors)[
    | 'locked'
    | 'wrongCode'
    | 'usedCode'
    | 'expiredCode'
    | 'requestDenied'
    | 'noResponse'];
  /** What `EndAuth` calls it (entra-saml.md 9.1). */
  resultValue: string;
}

/** The sign-in in which a user proves who they are. */
export interface SigningIn {
  ctx: string;
  user: UserRow;
  /** Display name of what the user signs in to. */
  application: string;
}

/** The proof counted; the user has not answered yet; or it was refused. */
export type Outcome = { proven: AuthenticationMethodMode } | 'waiting' | { refused: Refusal };

/** The words of a page that asks for a code. */
export interface CodeWords {
  description: string;
  /** Where the lab shows the code. */
  hint: string;
  /** Sends another one; absent when none is sent. */
  resend?: string;
}

/** The words of a page that waits for the user's phone. */
export interface ApprovalWords {
  title: string;
  description: string;
  denied: string;
  noResponse: string;
  resend: string;
}

/** One way of a user to prove who they are, on the pages and through `BeginAuth` and `EndAuth`. */
interface Method {
  /** Entra's name in `arrUserProofs` and in the requests of clients (entra-saml.md 9.1). */
  readonly authMethodId: string;
  /** How Entra shows it to clients: a telephone number is masked. */
  readonly display: string;
  /** Its row in the list of methods. */
  readonly choice: string;
  /** The link that leads to the other methods. */
  readonly unable: string;
  /** How often a client asks whether the user has acted. In seconds. */
  readonly pollingInterval: number;
  /**
   * @param data what the user typed
   */
  end(context: IdpContext, signingIn: SigningIn, data: string): Promise<Outcome>;
}

export interface CodeMethod extends Method {
  readonly asksFor: 'code';
  readonly words: CodeWords;
  /** Sends a code; absent for a device that computes codes. */
  begin?(context: IdpContext, signingIn: SigningIn): Promise<Challenge>;
}

export interface ApprovalMethod extends Method {
  readonly asksFor: 'approval';
  readonly words: ApprovalWords;
  /** Asks on the user's phone. */
  begin(context: IdpContext, signingIn: SigningIn): Promise<Challenge>;
}

export type SignInMethod = CodeMethod | ApprovalMethod;

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
