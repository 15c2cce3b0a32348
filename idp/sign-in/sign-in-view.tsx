import type { VNode } from 'preact';
import { Actions, Button, SubmitInput } from '../../web/components/controls.tsx';
import { AccountTiles } from './account-tiles.tsx';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import type { AccountTile } from './remembered-accounts.ts';
import { SignInField } from './sign-in-field.tsx';
import { type FormTokens, TokenFields } from './sign-in-frame.tsx';
import { credentialStep, loginAddress } from './step-addresses.ts';

/** What the document shows: user name, password, or the accounts to pick from. */
export type View = 'userName' | 'password' | 'accounts';

export interface SignInViewProps {
  tokens: FormTokens;
  /** GUID, or `common`: Entra words the user name field differently at each (entra-saml.md 10.5). */
  address: string;
  view: View;
  userName: string;
  error?: InlineError | undefined;
  /** For the view `accounts`. */
  tiles?: readonly AccountTile[] | undefined;
  /** Whether the user has a security key or passkey. */
  hasKey?: boolean | undefined;
}

/**
 * User name and password in one document (entra-saml.md 9.1, 9.2, 10.5). `web/assets/sign-in.js` changes the view; without scripts every
 * view is a page. Parts of a single view have `data-view`, and what changes with the view is in `data-user-name` and `data-password`.
 * There is one submit button, and Enter presses the first one of a form (HTML 4.10.22.2), so "Back" comes after it.
 */
export function SignInView({
  tokens,
  address,
  view,
  userName,
  error,
  tiles,
  hasKey = false,
}: SignInViewProps) {
  const asksPassword = view === 'password';
  const names = userNameWords(address);
  const step = { ctx: tokens.ctx, userName: asksPassword ? userName : '' };
  return (
    <form
      name="f1"
      id="i0281"
      class="sign-in"
      method="post"
      action={loginAddress(address)}
      noValidate
    >
      <TokenFields {...tokens} />
      {passwordFields(userName).map(([name, value]) => (
        <input
          key={name}
          type="hidden"
          name={name}
          value={value}
          data-view="password"
          disabled={!asksPassword}
        />
      ))}
      <OnlyIn view="password" active={asksPassword}>
        <p class="signing-in-as" data-view="password">
          <Button
            id="idBtn_Back"
            type="button"
            appearance="subtle"
            class="needs-scripts"
            aria-label="Back"
          >
            ←
          </Button>
          <span id="displayName">{userName}</span>
        </p>
      </OnlyIn>
      <h1 id="loginHeader" data-user-name="Sign in" data-password="Enter password">
        {headings[view]}
      </h1>
      {view === 'accounts' && <AccountTiles tiles={tiles ?? []} />}
      <SignInField
        name="loginfmt"
        id="i0116"
        type={asksPassword ? 'text' : 'email'}
        active={view === 'userName'}
        value={userName}
        aria-label={names.label}
        placeholder={names.placeholder}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        maxLength={256}
        missing={inlineErrors.userNameMissing.text}
        errorId="usernameError"
        error={asksPassword ? undefined : error}
      />
      <SignInField
        name="passwd"
        id="i0118"
        type="password"
        active={asksPassword}
        aria-label={`Enter the password for ${userName}`}
        placeholder="Password"
        autocomplete={asksPassword ? 'current-password' : 'off'}
        missing={inlineErrors.passwordMissing.text}
        errorId="passwordError"
        error={asksPassword ? error : undefined}
      />
      <OnlyIn view="userName" active={view === 'userName'}>
        <p data-view="userName">
          <a id="cantAccessAccount" href="/sign-in-help#password">
            Can't access your account?
          </a>
        </p>
      </OnlyIn>
      <OnlyIn view="password" active={asksPassword}>
        <p data-view="password">
          <a id="idA_PWD_ForgotPassword" href="/sign-in-help#password">
            Forgot my password
          </a>
        </p>
      </OnlyIn>
      {asksPassword && hasKey && (
        <p data-view="password">
          <a id="idA_PWD_SwitchToFido" href={credentialStep('fido', address, step)}>
            Use your face, fingerprint, PIN, or security key instead
          </a>
        </p>
      )}
      <p>
        <a
          id="idA_PWD_SwitchToCredPicker"
          href={credentialStep('options', address, step)}
          data-user-name="Sign-in options"
          data-password="Other ways to sign in"
        >
          {asksPassword ? 'Other ways to sign in' : 'Sign-in options'}
        </a>
      </p>
      <Actions end>
        <SubmitInput
          id="idSIButton9"
          value={asksPassword ? 'Sign in' : 'Next'}
          hidden={view === 'accounts'}
          data-user-name="Next"
          data-password="Sign in"
          data-report-event="Signin_Submit"
        />
        {asksPassword && (
          <noscript>
            <SubmitInput name="back" value="Back" appearance="secondary" />
          </noscript>
        )}
      </Actions>
    </form>
  );
}

/** A part of one view only: in a template while another view is shown, because programs ask whether such an element exists. */
function OnlyIn({ view, active, children }: { view: View; active: boolean; children: VNode }) {
  return active ? children : <template data-view={view}>{children}</template>;
}

const headings: Record<View, string> = {
  userName: 'Sign in',
  password: 'Enter password',
  accounts: 'Pick an account',
};

const userNameWords = (address: string) =>
  address === 'common'
    ? { label: 'Enter your email, phone, or Skype.', placeholder: 'Email, phone, or Skype' }
    : { label: 'someone@example.com', placeholder: 'someone@example.com' };

/** Fields of Entra's form (entra-saml.md 9.1). `type=11` says that a password is posted; the values of the others are assumed, nobody reads them. */
const passwordFields = (userName: string) =>
  [
    ['login', userName],
    ['type', PASSWORD_POST],
    ['LoginOptions', '3'],
    ['ps', '2'],
    ['PPSX', ''],
    ['NewUser', '1'],
    ['fspost', '0'],
    ['i13', '0'],
    ['i21', '0'],
    ['i19', ''],
  ] as const;

/** `type` of a posted password: an empty password is then an omission, not the step before. */
export const PASSWORD_POST = '11';
