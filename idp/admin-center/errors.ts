/** Why the admin center refuses; each has its page in `refusals.tsx`. */
export type AdminErrorCode =
  | 'role_missing'
  | 'account_disabled'
  | 'object_gone'
  | 'field_repeated'
  | 'upload_too_large'
  | 'upload_expected';

/** A refusal of the admin center; `message` is one sentence or two for a person. */
export class AdminError extends Error {
  readonly code: AdminErrorCode;

  constructor(code: AdminErrorCode, message: string) {
    super(message);
    this.name = 'AdminError';
    this.code = code;
  }
}
