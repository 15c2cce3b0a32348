import type { AddressOption } from './addresses/address-option.ts';

/** What kind of failure it is, for programs; `message` is for people. */
export type LabErrorCode =
  | 'invalid_option'
  | 'port_in_use'
  | 'port_not_allowed'
  | 'host_not_ours'
  | 'folder_not_writable'
  | 'disk_full'
  | 'folder_not_ours'
  | 'folder_in_use'
  | 'lab_file_damaged'
  | 'lab_file_missing'
  | 'lab_incomplete'
  | 'database_missing'
  | 'database_in_use'
  | 'other_urls'
  | 'ca_damaged'
  | 'not_begun_empty'
  | 'unknown_application'
  | 'unknown_user'
  | 'unknown_group'
  | 'unknown_role'
  | 'no_provisioning'
  | 'metadata_unreadable'
  | 'sign_in_needs_page'
  | 'unknown_case'
  | 'already_armed'
  | 'cancelled'
  | 'never_judged'
  | 'not_running'
  | 'not_in_memory'
  | 'invalid_settings'
  | 'invalid_clock';

/** The options that messages tell the reader to use. */
export type NamedOption =
  | 'ports.lab'
  | 'ports.idp'
  | 'ports.sp'
  | 'dropIn.port'
  | 'dropIn.httpsPort'
  | `addresses.${AddressOption}`
  | 'addresses.singlePort'
  | 'addresses.https'
  | 'dataDir'
  | 'memory'
  | 'fresh'
  | 'empty';

/** How an option is written: `{ fresh: true }` for `startLab`, `--fresh` for the command. */
export type OptionWords = Readonly<Record<NamedOption, string>>;

const ofStartLab: OptionWords = {
  'ports.lab': 'the option ports.lab',
  'ports.idp': 'the option ports.idp',
  'ports.sp': 'the option ports.sp',
  'dropIn.port': 'the option dropIn.port',
  'dropIn.httpsPort': 'the option dropIn.httpsPort',
  'addresses.host': 'the option addresses.host',
  'addresses.expose': 'the option addresses.expose',
  'addresses.aliases': 'the option addresses.aliases',
  'addresses.trustedProxies': 'the option addresses.trustedProxies',
  'addresses.https': 'the option addresses.https',
  'addresses.tlsCert': 'the option addresses.tlsCert',
  'addresses.tlsKey': 'the option addresses.tlsKey',
  'addresses.singlePort': 'the option addresses.singlePort',
  'addresses.publicUrls.lab': 'the option addresses.publicUrls.lab',
  'addresses.publicUrls.idp': 'the option addresses.publicUrls.idp',
  'addresses.publicUrls.sp': 'the option addresses.publicUrls.sp',
  dataDir: 'the option dataDir',
  memory: '{ memory: true }',
  fresh: '{ fresh: true }',
  empty: '{ empty: true }',
};

/** Who reads a message: somebody who calls the library or a command, or who calls the HTTP API, where options and functions do not exist. */
export type Reader = 'program' | 'http';

/** A message that names options as its reader writes them. */
export type Wording = (option: OptionWords, reader: Reader) => string;

/**
 * The lab cannot start, or cannot do what was asked. `message` tells a person what is wrong, where, and what to do. No data is lost.
 */
export class LabError extends Error {
  /** For programs. */
  readonly code: LabErrorCode;

  readonly #wording: Wording;

  constructor(code: LabErrorCode, message: string | Wording) {
    const wording = typeof message === 'string' ? () => message : message;
    super(wording(ofStartLab, 'program'));
    this.name = 'LabError';
    this.code = code;
    this.#wording = wording;
  }

  /** The message for somebody who does not call `startLab`. */
  worded(option: OptionWords): string {
    return this.#wording(option, 'program');
  }

  /** The message for a caller of the HTTP API. */
  overHttp(): string {
    return this.#wording(ofStartLab, 'http');
  }
}
