import type { KeyObject } from 'node:crypto';
import { wire, type XmlElement } from '../../saml/canonical-writer.ts';
import {
  type ContentMethod,
  encryptAssertion,
  type Recipient,
} from '../../saml/encrypt-assertion.ts';
import { type SignBytes, signEnveloped, signInPlace } from '../../saml/sign.ts';
import { buildResponse, type ResponseEnvelope } from './response.ts';

/** "Sign SAML assertion", "Sign SAML response", "Sign SAML response and assertion" (entra-saml.md 2.3). */
export type SigningOption = 'assertion' | 'response' | 'both';

/** "SHA-256" or "SHA-1". */
export type SigningAlgorithm = 'sha256' | 'sha1';

export interface Signer {
  key: { privateKey: KeyObject; certificateBase64: string };
  option: SigningOption;
  algorithm: SigningAlgorithm;
  /** Default: in place. */
  signBytes?: SignBytes;
}

/** For whom the assertion is encrypted, and how. */
export interface Encryption {
  recipient: Recipient;
  method: ContentMethod;
}

/**
 * Puts the assertion into its response and signs what the option says; the assertion first, so that the response covers it. The assertion is
 * encrypted in between: its own signature with it, while that of the response covers the EncryptedAssertion (entra-saml.md 7).
 *
 * @param envelope.issueInstant the time when the assertion is ready
 */
export async function signResponse(
  {
    issueInstant,
    ...envelope
  }: Omit<ResponseEnvelope, 'issueInstant'> & { issueInstant: () => Date },
  assertion: XmlElement,
  { key, option, algorithm, signBytes = signInPlace }: Signer,
  encryption?: Encryption,
): Promise<XmlElement> {
  const sign = (target: XmlElement) => signEnveloped(target, { key, digest: algorithm, signBytes });
  const plain = option === 'response' ? assertion : await sign(assertion);
  const inner = encryption
    ? encryptAssertion(wire(plain), encryption.recipient, encryption.method)
    : plain;
  const response = buildResponse({ ...envelope, issueInstant: issueInstant() }, inner);
  return option === 'assertion' ? response : sign(response);
}
