import type { InputHTMLAttributes } from 'preact';
import { type InlineError, InlineErrorText } from './inline-error.tsx';

interface SignInFieldProps
  extends Pick<
    InputHTMLAttributes,
    'autofocus' | 'autocomplete' | 'autocapitalize' | 'spellcheck' | 'maxLength' | 'inputMode'
  > {
  name: string;
  id: string;
  type: 'email' | 'text' | 'password' | 'tel';
  /** Whether this step asks for it. */
  active: boolean;
  value?: string | undefined;
  'aria-label': string;
  placeholder: string;
  /** What to say when it is left empty; `web/assets/sign-in.js` says it without a request. */
  missing: string;
  errorId: string;
  error?: InlineError | undefined;
}

/**
 * A field of Entra's sign-in pages (entra-saml.md 9.2, 10.5). The field of the other step is in the document too, off screen and
 * read-only, so that a program that fills it in too early waits. The accessible name is an attribute, as Entra's is.
 */
export function SignInField({
  active,
  missing,
  error,
  errorId,
  type,
  placeholder,
  autofocus = true,
  ...rest
}: SignInFieldProps) {
  return (
    <div class="field">
      <input
        type={type as 'text'}
        {...rest}
        placeholder={placeholder}
        class={active ? (error ? 'input has-error' : 'input') : 'moveOffScreen'}
        data-missing={missing}
        data-error-id={errorId}
        {...(active ? { autofocus } : offScreen)}
        {...(error && { 'aria-invalid': true, 'aria-describedby': errorId })}
      />
      <div role="alert" aria-live="assertive">
        {error && (
          <div class="alert alert-error" id={errorId}>
            <InlineErrorText {...error} />
          </div>
        )}
      </div>
    </div>
  );
}

const offScreen = { tabIndex: -1, 'aria-hidden': 'true', readOnly: true } as const;
