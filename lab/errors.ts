export type LabErrorCode =
  | 'invalid_option'
  | 'port_in_use'
  | 'port_not_allowed'
  | 'folder_not_writable'
  | 'disk_full'
  | 'folder_not_ours'
  | 'folder_in_use'
  | 'lab_file_damaged'
  | 'lab_file_missing'
  | 'lab_incomplete'
  | 'database_missing'
  | 'not_begun_empty'
  | 'unknown_application'
  | 'unknown_user'
  | 'metadata_unreadable'
  | 'sign_in_needs_page'
  | 'unknown_case'
  | 'already_armed'
  | 'cancelled'
  | 'not_running'
  | 'not_in_memory'
  | 'invalid_settings'
  | 'invalid_clock';

/**
 * The lab cannot start, or cannot do what was asked. `message` tells a person what is wrong, where, and what to do. No data is lost.
 */
export class LabError extends Error {
  readonly code: LabErrorCode;

  constructor(code: LabErrorCode, message: string) {
    super(message);
    this.name = 'LabError';
    this.code = code;
  }
}
