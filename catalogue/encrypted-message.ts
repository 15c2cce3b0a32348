import { type EncryptOptions, encryptAssertion } from './encrypt.ts';
import type { Message } from './message.ts';
import { renderResponse } from './render.ts';
import type { ResponseSpec } from './response-spec.ts';
import { signedAssertion, signXml } from './sign-xml.ts';
import { elementText } from './xml-text.ts';

/**
 * Encrypts for a certificate of the service provider, which is public.
 *
 * @param which 0 for the first certificate
 * @throws {TypeError} when the cast has no such certificate.
 */
export function encryptedFor(
  { cast }: ResponseSpec,
  plaintext: string,
  options: Omit<EncryptOptions, 'certificateBase64'> = {},
  which = 0,
): string {
  const certificateBase64 = cast.encryptionCertificates[which];
  if (certificateBase64 === undefined)
    throw new TypeError(`The cast has no encryption certificate number ${which}.`);
  return encryptAssertion(plaintext, { certificateBase64, ...options });
}

/** The Assertion with its Signature, as text that declares all its namespaces. */
export const assertionWithSignature = (spec: ResponseSpec): string =>
  elementText(signedAssertion(spec), 'Assertion');

/** A signed Response around `encrypted`: the signature covers the ciphertext, as E93 requires for CBC. */
export const signedAround = (spec: ResponseSpec, encrypted: string): Message => ({
  xml: signXml(renderResponse(spec, encrypted), { element: 'Response', key: spec.cast.idp }),
});

/** A valid message: a signed Assertion, encrypted, in a signed Response. */
export const signedAndEncrypted = (
  spec: ResponseSpec,
  options: Omit<EncryptOptions, 'certificateBase64'> = {},
  which = 0,
): Message => signedAround(spec, encryptedFor(spec, assertionWithSignature(spec), options, which));
