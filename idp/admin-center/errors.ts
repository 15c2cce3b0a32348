/** Why the admin center refuses a request; `refusals.tsx` has a page for each. */
export type AdminErrorCode =
  | 'role_missing'
  | 'account_disabled'
  | 'object_gone'
  | 'field_repeated'
  | 'upload_too_large'
  | 'upload_expected';

/** A refusal of the admin center; `message` is one or two sentences for the user. */
export class AdminError extends Error {
  readonly code: AdminErrorCode;

  constructor(code: AdminErrorCode, message: string) {
    super(message);
    this.name = 'AdminError';
    this.code = code;
  }
}
