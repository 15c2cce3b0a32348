import { Actions, Button, HiddenField, SubmitInput } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { type InlineError, InlineErrorText } from './inline-error.tsx';
import { type FormTokens, SignInFrame, TokenFields } from './sign-in-frame.tsx';

export interface PasswordViewProps {
  tokens: FormTokens;
  action: string;
  userName: string;
  error?: InlineError | undefined;
}

/**
 * Second step (entra-saml.md 9.1, 9.2). The back arrow is in a separate form, because Enter presses the first submit
 * button of a form (HTML 4.10.22.2).
 */
export function PasswordView({ tokens, action, userName, error }: PasswordViewProps) {
  return (
    <SignInFrame title="Sign in to your account">
      <form method="post" action={action}>
        <TokenFields {...tokens} />
        <HiddenField name="loginfmt" value={userName} id="backLoginfmt" />
        <HiddenField name="back" value="1" />
        <Actions>
          <Button id="idBtn_Back" appearance="subtle" aria-label="Back">
            ←
          </Button>
          <span id="displayName">{userName}</span>
        </Actions>
      </form>
      <form name="f1" id="i0281" method="post" action={action} noValidate>
        <TokenFields {...tokens} />
        <HiddenField name="type" value="11" />
        <HiddenField name="LoginOptions" value="3" />
        <HiddenField name="login" value={userName} />
        <input
          type="text"
          name="loginfmt"
          id="i0116"
          value={userName}
          class="moveOffScreen"
          tabIndex={-1}
          aria-hidden="true"
          autocomplete="username"
          readOnly
        />
        <h1 id="loginHeader">Enter password</h1>
        <Field
          label="Password"
          hideLabel
          name="passwd"
          id="i0118"
          type="password"
          placeholder="Password"
          autocomplete="current-password"
          autofocus
          error={error && <InlineErrorText {...error} />}
          errorId="passwordError"
        />
        <p>
          <a id="idA_PWD_ForgotPassword" href="/sign-in-help#password">
            Forgot my password
          </a>
        </p>
        <Actions end>
          <SubmitInput id="idSIButton9" value="Sign in" />
        </Actions>
      </form>
    </SignInFrame>
  );
}
