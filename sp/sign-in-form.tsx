import type { ComponentChildren } from 'preact';
import { Button, CsrfField, HiddenField } from '../web/components/controls.tsx';
import { Field } from '../web/components/field.tsx';

/** What both sign-ins carry from one page to the next. */
export interface SignInFormValues {
  readonly csrfToken: string;
  /** As typed; absent on the first page. */
  readonly email?: string | undefined;
  /** The page of ours to return to. */
  readonly returnTo?: string | undefined;
}

interface SignInFormProps extends SignInFormValues {
  /** Where the form is sent. */
  readonly action: string;
  /** What is wrong with the e-mail address. */
  readonly error?: string | undefined;
  readonly autofocus: boolean;
  readonly button: string;
  /** Further fields. */
  readonly children?: ComponentChildren;
}

/** The form of both sign-ins, of employees and of administrators: asks for an e-mail address, and for more where `children` do. */
export function SignInForm(props: SignInFormProps) {
  const { action, csrfToken, email = '', returnTo, error, autofocus, button, children } = props;
  return (
    <form method="post" action={action} class="form">
      <CsrfField token={csrfToken} />
      {returnTo !== undefined && <HiddenField name="to" value={returnTo} />}
      <Field
        label="E-mail address"
        name="email"
        inputMode="email"
        autocomplete="username"
        autoCapitalize="none"
        spellcheck={false}
        required
        autofocus={autofocus}
        value={email}
        error={error}
      />
      {children}
      <Button>{button}</Button>
    </form>
  );
}
