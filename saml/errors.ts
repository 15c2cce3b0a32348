/** Why a message was refused, before any profile rule was checked. */
export type SamlErrorCode =
  | 'base64'
  | 'deflate' // HTTP-Redirect only
  | 'encoding' // not UTF-8
  | 'too_large'
  | 'too_deep'
  | 'not_xml'
  | 'doctype'
  | 'wrong_message' // well-formed, but not the expected element
  | 'schema'
  | 'signature_missing'
  | 'signature_profile' // a signature that SAML Core 5.4 forbids
  | 'algorithm_not_allowed'
  | 'untrusted_key' // not signed by a configured key
  | 'signature_invalid' // the right key, but over different bytes
  | 'encryption_algorithm'
  | 'decryption'; // every decryption failure; a single code on purpose

/** A place in the text of a message; both numbers start at 1. */
export interface Place {
  readonly line: number;
  readonly position: number;
}

/**
 * `message` is one sentence for a person. `detail` is for the log: the error of a library, or part of the message. For `wrong_message` it is
 * the name of the element that was sent, for `untrusted_key` the unverified certificate in KeyInfo, in base64.
 */
export class SamlError extends Error {
  readonly code: SamlErrorCode;
  readonly detail: string;
  /** Where in the XML, if that is known. */
  readonly at: Place | undefined;

  constructor(code: SamlErrorCode, message: string, detail = '', at?: Place) {
    super(message);
    this.name = 'SamlError';
    this.code = code;
    this.detail = detail;
    this.at = at;
  }
}
