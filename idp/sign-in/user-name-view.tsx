import { Actions, SubmitInput } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { type InlineError, InlineErrorText } from './inline-error.tsx';
import { type FormTokens, SignInFrame, TokenFields } from './sign-in-frame.tsx';

export interface UserNameViewProps {
  tokens: FormTokens;
  action: string;
  userName: string;
  error?: InlineError | undefined;
}

/**
 * First step. Ids and names are those of entra-saml.md 9.2. It contains the password field of the next step, hidden and read-only, so that
 * a test helper that fills it in at once waits for the next page instead of typing into this one.
 */
export function UserNameView({ tokens, action, userName, error }: UserNameViewProps) {
  return (
    <SignInFrame title="Sign in to your account">
      <form name="f1" id="i0281" method="post" action={action} noValidate>
        <TokenFields {...tokens} />
        <h1 id="loginHeader">Sign in</h1>
        <Field
          label="Email, phone, or Skype"
          name="loginfmt"
          id="i0116"
          type="email"
          value={userName}
          placeholder="someone@example.com"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          autofocus
          maxLength={256}
          error={error && <InlineErrorText {...error} />}
          errorId="usernameError"
        />
        <input
          type="password"
          name="passwd"
          id="i0118"
          class="moveOffScreen"
          tabIndex={-1}
          aria-hidden="true"
          autocomplete="off"
          readOnly
        />
        <p>
          <a id="cantAccessAccount" href="/sign-in-help#password">
            Can't access your account?
          </a>
        </p>
        <Actions end>
          <SubmitInput id="idSIButton9" value="Next" />
        </Actions>
      </form>
    </SignInFrame>
  );
}
