import type { FastifyReply } from 'fastify';
import { Actions, HiddenField, SubmitInput } from '../../../web/components/controls.tsx';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import type { IdpContext } from '../../context.ts';
import {
  isPass,
  type PassState,
  passAmong,
  redeemPass,
  stateOfPass,
} from '../../directory/authentication-methods/use-method.ts';
import { lockedUntil, settleAttempt } from '../../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../../directory/tables.ts';
import type { SignInVisit } from '../../sign-in-visit.ts';
import { tokensFor } from '../begin-sign-in.ts';
import { type InlineError, inlineErrors } from '../inline-error.tsx';
import type { FoundSignIn } from '../posted-form.ts';
import { showPage } from '../show-page.tsx';
import { SignInField } from '../sign-in-field.tsx';
import { type FormTokens, TokenFields } from '../sign-in-frame.tsx';
import { addressOf, credentialAddress, credentialStep, loginStep } from '../step-addresses.ts';
import { CredentialHeading, OtherWays } from './credential-frame.tsx';
import { firstFactorMethodsOf } from './first-factors.ts';
import { refusals } from './refusals.ts';

/** What a typed pass proves, or why it does not. */
type Checked =
  | { mode: AuthenticationMethodMode }
  | {
      refused:
        | (typeof inlineErrors)['locked' | 'userDisabled']
        | (typeof refusals)['wrongPass' | 'expiredPass' | 'usedPass' | 'noPass'];
    };

/**
 * Checks a Temporary Access Pass. Wrong ones count like wrong passwords, and only a caller who knows the pass learns what is wrong with it or
 * with the account.
 */
export async function checkAccessPass(
  { db, clock }: IdpContext,
  user: UserRow,
  typed: string,
): Promise<Checked> {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'password' } as const;
  if (await lockedUntil(db, attempt, clock())) return { refused: inlineErrors.locked };
  const pass = passAmong(await firstFactorMethodsOf(db, user));
  const known = pass !== undefined && isPass(pass, typed);
  const state = known ? stateOfPass(pass, clock()) : undefined;
  if (state !== undefined && state !== 'valid') return { refused: byState[state] };
  const verdict = await settleAttempt(db, attempt, { right: known }, clock());
  if (verdict === 'locked') return { refused: inlineErrors.locked };
  if (!known) return { refused: pass ? refusals.wrongPass : refusals.noPass };
  if (user.accountEnabled !== 1) return { refused: inlineErrors.userDisabled };
  if (!(await redeemPass(db, pass))) return { refused: refusals.usedPass };
  return {
    mode: pass.isUsableOnce ? 'temporaryAccessPassOneTime' : 'temporaryAccessPassMultiUse',
  };
}

const byState = {
  expired: refusals.expiredPass,
  used: refusals.usedPass,
  notYetValid: refusals.noPass,
} as const satisfies Record<Exclude<PassState, 'valid'>, InlineError>;

/** Sends the page that asks for the pass. */
export function showAccessPass(
  visit: SignInVisit,
  { browser, ctx, pending }: FoundSignIn,
  userName: string,
  error?: InlineError,
): FastifyReply {
  const { request } = visit;
  const address = addressOf(request, pending.tenantId);
  const urlPost = credentialAddress('accessPass', address);
  const tokens = tokensFor(browser, ctx, request.id);
  return showPage(
    visit,
    { pgid: 'ConvergedSignIn', urlPost, tokens, userName, error },
    <AccessPassView
      tokens={tokens}
      action={urlPost}
      userName={userName}
      error={error}
      password={loginStep(address, ctx, userName)}
      options={credentialStep('options', address, { ctx, userName })}
    />,
  );
}

/** Names and ids are assumed. */
function AccessPassView({
  tokens,
  action,
  userName,
  error,
  password,
  options,
}: {
  tokens: FormTokens;
  action: string;
  userName: string;
  error?: InlineError | undefined;
  password: string;
  options: string;
}) {
  return (
    <form name="f1" id="i0281" class="sign-in" method="post" action={action} noValidate>
      <TokenFields {...tokens} />
      <HiddenField name="login" value={userName} />
      <CredentialHeading title="Enter Temporary Access Pass" userName={userName} />
      <SignInField
        name="accesspass"
        id="accesspass"
        type="password"
        active
        aria-label={`Enter the Temporary Access Pass for ${userName}`}
        placeholder="Temporary Access Pass"
        autocomplete="off"
        maxLength={256}
        missing={refusals.passMissing.text}
        errorId="accessPassError"
        error={error}
      />
      <p class="hint">
        The admin center shows a pass once, when it is added. If this one is lost, add another.
      </p>
      <p>
        <a id="idA_PWD_SwitchToPassword" href={password}>
          Use your password instead
        </a>
      </p>
      <OtherWays href={options} />
      <Actions end>
        <SubmitInput id="idSIButton9" value="Sign in" data-report-event="Signin_Submit" />
      </Actions>
    </form>
  );
}
