import { Actions, Button, HiddenField, SubmitInput } from '../../web/components/controls.tsx';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import type { CodeMethod } from './methods/method.ts';
import { OtherWays } from './proofs-view.tsx';
import { SignInField } from './sign-in-field.tsx';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';
import { SECOND_FACTOR } from './step-addresses.ts';

/** The second factor: a code. Ids and names are those of entra-saml.md 9.1 and 9.2. */
export function CodeView({
  tokens,
  userName,
  method,
  error,
}: {
  tokens: FormTokens;
  userName: string;
  method: CodeMethod;
  error?: InlineError | undefined;
}) {
  const { authMethodId, words, unable } = method;
  return (
    <>
      <form name="f1" id="i0281" class="sign-in" method="post" action={SECOND_FACTOR} noValidate>
        <TokenFields {...tokens} />
        <HiddenField name="mfaAuthMethod" value={authMethodId} />
        <p id="displayName">{userName}</p>
        <h1 id="idDiv_SAOTCC_Title">Enter code</h1>
        <p id="idDiv_SAOTCC_Description">{words.description}</p>
        <SignInField
          name="otc"
          id="idTxtBx_SAOTCC_OTC"
          type="tel"
          active
          aria-label="Code"
          placeholder="Code"
          autocomplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          missing={inlineErrors.codeMissing.text}
          errorId="idSpan_SAOTCC_Error_OTC"
          error={error}
        />
        <p class="hint">{words.hint}</p>
        <OtherWays ctx={tokens.ctx} unable={unable} />
        <Actions end>
          <SubmitInput
            id="idSubmit_SAOTCC_Continue"
            value="Verify"
            data-report-event="Signin_Submit"
          />
        </Actions>
      </form>
      {words.resend !== undefined && (
        <form method="post" action={SECOND_FACTOR}>
          <TokenFields {...tokens} id={undefined} />
          <Button appearance="link" name="proof" value={authMethodId}>
            {words.resend}
          </Button>
        </form>
      )}
    </>
  );
}
