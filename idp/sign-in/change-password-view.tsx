import { Actions, SubmitInput } from '../../web/components/controls.tsx';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { SignInField } from './sign-in-field.tsx';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';
import { CHANGE_PASSWORD } from './step-addresses.ts';

/** The fields of the form by the names that clients post (entra-saml.md 10.8). */
export type PasswordField = 'currentpasswd' | 'newpasswd' | 'confirmnewpasswd';

export interface ChangePasswordViewProps {
  tokens: FormTokens;
  userName: string;
  error?: { field: PasswordField; error: InlineError } | undefined;
}

/** "Update your password". Ids and names are those of entra-saml.md 10.8. */
export function ChangePasswordView({ tokens, userName, error }: ChangePasswordViewProps) {
  return (
    <form name="f1" id="i0281" class="sign-in" method="post" action={CHANGE_PASSWORD} noValidate>
      <TokenFields {...tokens} />
      <p id="displayName">{userName}</p>
      <h1 id="loginHeader">Update your password</h1>
      <p id="ChangePasswordDescription">
        You need to update your password because this is the first time you are signing in, or
        because your password has expired.
      </p>
      {fields.map(({ name, ...field }) => (
        <SignInField
          key={name}
          name={name}
          type="password"
          active
          errorId={`${field.id}Error`}
          autofocus={name === (error?.field ?? 'currentpasswd')}
          error={error?.field === name ? error.error : undefined}
          aria-label={field.placeholder}
          {...field}
        />
      ))}
      <p class="hint">
        8 to 256 characters; three of: lower-case letter, capital, digit, symbol. Not the current
        one.
      </p>
      <Actions end>
        <SubmitInput id="idSIButton9" value="Sign in" data-report-event="Signin_Submit" />
      </Actions>
    </form>
  );
}

const fields = [
  {
    name: 'currentpasswd',
    id: 'currentPassword',
    placeholder: 'Current password',
    autocomplete: 'current-password',
    missing: inlineErrors.currentPasswordMissing.text,
  },
  {
    name: 'newpasswd',
    id: 'newPassword',
    placeholder: 'New password',
    autocomplete: 'new-password',
    missing: inlineErrors.newPasswordMissing.text,
  },
  {
    name: 'confirmnewpasswd',
    id: 'confirmNewPassword',
    placeholder: 'Confirm password',
    autocomplete: 'new-password',
    missing: inlineErrors.confirmationMissing.text,
  },
] as const;
