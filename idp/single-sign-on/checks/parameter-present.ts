import { aadsts } from '../../errors.ts';

/** A message as it came with its binding. */
export interface SentMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  /** Percent-decoded, still encoded as its binding requires. */
  readonly value: string;
}

/**
 * A message is required. Only single sign-out sends a SAMLResponse to this address.
 *
 * @throws {IdpError} 750054 when there is no message
 */
export function checkParameterPresent({
  SAMLRequest,
  SAMLResponse,
}: {
  SAMLRequest?: string;
  SAMLResponse?: string;
}): SentMessage {
  if (SAMLRequest) return { parameter: 'SAMLRequest', value: SAMLRequest };
  if (SAMLResponse) return { parameter: 'SAMLResponse', value: SAMLResponse };
  throw aadsts(750054, {});
}
