import type { InlineError } from '../inline-error.tsx';

/** Refusals that the pages of this folder show (entra-saml.md 8). */
export const refusals = {
  passMissing: { text: 'Please enter your Temporary Access Pass.' },
  wrongPass: {
    text: "Your Temporary Access Pass is incorrect. If you don't know your pass, contact your administrator.",
    code: 130503,
  },
  expiredPass: {
    text: 'Your Temporary Access Pass has expired. Ask your administrator for another one.',
    code: 130504,
  },
  usedPass: {
    text: 'Temporary Access Pass sign in was blocked due to User Credential Policy: the pass works once, and was used.',
    code: 130502,
  },
  noPass: {
    text: 'An access pass could not be found or verified for the user. It may not work yet.',
    code: 130507,
  },
  unknownKey: {
    text: 'This passkey is not registered for the account. Use another one, or choose another way to sign in.',
    code: 135010,
  },
  wrongProof: {
    text: "We couldn't verify the answer of the passkey: each works once, for the request of this page. Try again.",
    code: 130005,
  },
  notAvailable: {
    text: 'Sign in was blocked due to User Credential Policy: the account has no such method. Choose one of these.',
    code: 130501,
  },
} as const satisfies Record<string, InlineError>;
