import type { AadstsCode } from '../aadsts/catalogue.ts';

/** A refusal that the form itself shows (entra-saml.md 8, "F"). */
export interface InlineError {
  text: string;
  /** Absent when a field was left empty. */
  code?: AadstsCode | undefined;
}

/** Shows the text, and the code for testers: as text and as `data-aadsts`. */
export function InlineErrorText({ text, code }: InlineError) {
  return (
    <span data-aadsts={code === undefined ? undefined : String(code)}>
      {text}
      {code !== undefined && (
        <>
          {' '}
          <small>Error code: {code}</small>
        </>
      )}
    </span>
  );
}

export const inlineErrors = {
  userNameMissing: { text: 'Enter a valid email address.' },
  passwordMissing: { text: 'Please enter your password.' },
  currentPasswordMissing: { text: 'Please enter your current password.' },
  newPasswordMissing: { text: 'Please enter a new password.' },
  confirmationMissing: { text: 'Please confirm your new password.' },
  confirmationDiffers: { text: 'The two new passwords are not the same.' },
  codeMissing: { text: 'Please type in the code to continue.' },
  unknownUser: {
    text: 'This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin.',
    code: 50034,
  },
  wrongPassword: {
    text: "Your account or password is incorrect. If you don't remember your password, reset it now.",
    code: 50126,
  },
  wrongCode: {
    text: "You didn't enter the expected verification code. Please try again.",
    code: 500121,
  },
  usedCode: {
    text: 'You used this verification code already. Wait for the next one, and enter that.',
    code: 500121,
  },
  expiredCode: {
    text: 'This verification code has expired. Ask for another one, and enter that.',
    code: 500121,
  },
  requestDenied: { text: 'The request on the phone was denied.', code: 500121 },
  noResponse: { text: 'Nobody answered the request on the phone in time.', code: 500121 },
  stillWaiting: { text: 'We have not heard from your phone yet. Answer there, then continue.' },
  noSuchMethod: {
    text: 'This way of signing in is not available to you. Choose one of these.',
    code: 500121,
  },
  locked: {
    text: 'Your account is temporarily locked to prevent unauthorized use. Try again later, and if you still have trouble, contact your admin.',
    code: 50053,
  },
  userDisabled: {
    text: 'Your account has been locked. Contact your support person to unlock it, then try again.',
    code: 50057,
  },
} as const satisfies Record<string, InlineError>;
