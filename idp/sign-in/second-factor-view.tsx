import { Actions, SubmitInput } from '../../web/components/controls.tsx';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { SignInField } from './sign-in-field.tsx';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';
import { SECOND_FACTOR } from './step-addresses.ts';

/** The second factor: a code. Ids and names are those of entra-saml.md 9.1 and 9.2. */
export function SecondFactorView({
  tokens,
  userName,
  error,
}: {
  tokens: FormTokens;
  userName: string;
  error?: InlineError | undefined;
}) {
  return (
    <form name="f1" id="i0281" class="sign-in" method="post" action={SECOND_FACTOR} noValidate>
      <TokenFields {...tokens} />
      <p id="displayName">{userName}</p>
      <h1 id="idDiv_SAOTCC_Title">Enter code</h1>
      <p id="idDiv_SAOTCC_Description">
        Enter the code displayed in the authenticator app on your mobile device.
      </p>
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
      <p class="hint">
        No phone needed: the lab home shows the code under Verification codes, and so do the user's
        Authentication methods in the admin center.
      </p>
      <Actions end>
        <SubmitInput
          id="idSubmit_SAOTCC_Continue"
          value="Verify"
          data-report-event="Signin_Submit"
        />
      </Actions>
    </form>
  );
}
