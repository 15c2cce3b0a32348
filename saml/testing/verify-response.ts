import { wire, type XmlElement } from '../canonical-writer.ts';
import { SamlError, type SamlErrorCode } from '../errors.ts';
import { openResponse } from '../response.ts';
import { signEnveloped } from '../sign.ts';
import type { VerifyOptions } from '../verify.ts';
import { assertion, response, signingKey, trusted } from './messages.ts';

/** Verifies a Response, by default with the trusted test key. @throws {SamlError} when it is refused */
export function verify(xml: string, options: Partial<VerifyOptions> = {}) {
  using received = openResponse(Buffer.from(xml));
  return received.verify({ certificates: trusted, ...options });
}

/** The code by which a Response is refused. */
export function refusal(xml: string, options?: Partial<VerifyOptions>): SamlErrorCode | 'accepted' {
  try {
    verify(xml, options);
    return 'accepted';
  } catch (error) {
    if (error instanceof SamlError) return error.code;
    throw error;
  }
}

export const signedAssertion = (): Promise<XmlElement> =>
  signEnveloped(assertion(), { key: signingKey });

/** A valid Response with a signed Assertion. */
export const honest = async (): Promise<string> => wire(response(await signedAssertion()));
