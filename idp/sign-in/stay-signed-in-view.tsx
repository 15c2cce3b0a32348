import { Actions, Checkbox, HiddenField, SubmitInput } from '../../web/components/controls.tsx';
import { type FormTokens, SignInFrame, TokenFields } from './sign-in-frame.tsx';

/**
 * Third step (entra-saml.md 9.1, 9.2). `LoginOptions=1` is Yes. No is a second button of the same form, so that the tick
 * counts for both; without scripts it cannot change LoginOptions, so it is told by its own name.
 */
export function StaySignedInView({ tokens, userName }: { tokens: FormTokens; userName: string }) {
  return (
    <SignInFrame title="Stay signed in?">
      <form name="f1" id="i0281" method="post" action="/kmsi">
        <TokenFields {...tokens} />
        <HiddenField name="LoginOptions" value="1" />
        <p id="displayName">{userName}</p>
        <h1 id="loginHeader">Stay signed in?</h1>
        <p id="KmsiDescription">Do this to reduce the number of times you are asked to sign in.</p>
        <Checkbox
          id="KmsiCheckboxField"
          name="DontShowAgain"
          value="true"
          label="Don't show this again"
        />
        <Actions end>
          <SubmitInput id="idSIButton9" value="Yes" />
          <SubmitInput id="idBtn_Back" name="idBtn_Back" value="No" appearance="secondary" />
        </Actions>
      </form>
    </SignInFrame>
  );
}
