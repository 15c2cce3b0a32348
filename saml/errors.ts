/** Why a message was refused before any rule of a profile was looked at. */
export type SamlErrorCode =
  | 'encoding' // not base64, not DEFLATE, not UTF-8
  | 'too_large'
  | 'too_deep'
  | 'not_xml'
  | 'doctype'
  | 'wrong_message' // well-formed, but another element than the one expected
  | 'schema'
  | 'signature_missing'
  | 'signature_profile' // a shape that SAML Core 5.4 rules out
  | 'algorithm_not_allowed'
  | 'untrusted_key' // no configured key made it
  | 'signature_invalid' // the right key, other bytes
  | 'encryption_algorithm'
  | 'decryption'; // whatever can go wrong with it: one code on purpose

/** `message` is one sentence for a person; `detail` is what a library or the message itself said, for a log;
 * with `wrong_message` it is the name of the element that came, with `untrusted_key` the certificate in KeyInfo, base64: unverified. */
export class SamlError extends Error {
  readonly code: SamlErrorCode;
  readonly detail: string;

  constructor(code: SamlErrorCode, message: string, detail = '') {
    super(message);
    this.name = 'SamlError';
    this.code = code;
    this.detail = detail;
  }
}
