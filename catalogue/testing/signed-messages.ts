/** Messages that are signed in other ways than most cases begin with, for tests of other folders. */
export {
  assertionWithSignature,
  encryptedFor,
  signedAndEncrypted,
} from '../encrypted-message.ts';
export { bothSigned, signedResponse } from '../sign-xml.ts';
