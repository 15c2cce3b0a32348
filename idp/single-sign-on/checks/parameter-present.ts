import { aadsts } from '../../errors.ts';

/**
 * A message is required. A SAMLResponse is one too, but only single sign-out sends it to this address.
 *
 * @throws {IdpError} 750054 when there is no message
 * @throws {IdpError} 50061 for a SAMLResponse
 */
export function checkParameterPresent({
  SAMLRequest,
  SAMLResponse,
}: {
  SAMLRequest?: string;
  SAMLResponse?: string;
}): string {
  if (SAMLRequest) return SAMLRequest;
  if (SAMLResponse)
    throw aadsts(50061, { reason: 'A SAMLResponse was sent, but no sign-out is in progress.' });
  throw aadsts(750054, {});
}
