import { accessErrors } from './access-errors.ts';
import { applicationErrors } from './application-errors.ts';
import { federationErrors } from './federation-errors.ts';
import { messageErrors } from './message-errors.ts';
import { requestErrors } from './request-errors.ts';
import { tokenErrors } from './token-errors.ts';
import { userErrors } from './user-errors.ts';

/** Every error that this site answers with, by its AADSTS code (entra-saml.md 8). */
export const catalogue = {
  ...messageErrors,
  ...requestErrors,
  ...applicationErrors,
  ...userErrors,
  ...accessErrors,
  ...federationErrors,
  ...tokenErrors,
};

export type AadstsCode = keyof typeof catalogue;

/** The values that the message of a code needs. */
export type AadstsValues<Code extends AadstsCode> = Parameters<
  (typeof catalogue)[Code]['message']
>[0];
