import { aadsts } from '../../errors.ts';

/**
 * There must be a message; a SAMLResponse is one too, but only single sign-out sends it here.
 *
 * @throws {IdpError} 750054, 50061
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
    throw aadsts(50061, { reason: 'A SAMLResponse was sent, but no sign-out is under way.' });
  throw aadsts(750054, {});
}
