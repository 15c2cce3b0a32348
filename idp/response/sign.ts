import type { KeyObject } from 'node:crypto';
import type { XmlElement } from '../../saml/canonical-writer.ts';
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

/**
 * Puts the assertion into its response and signs what the option says; the assertion first, so that the response covers it.
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
): Promise<XmlElement> {
  const sign = (target: XmlElement) => signEnveloped(target, { key, digest: algorithm, signBytes });
  const inner = option === 'response' ? assertion : await sign(assertion);
  const response = buildResponse({ ...envelope, issueInstant: issueInstant() }, inner);
  return option === 'assertion' ? response : sign(response);
}
