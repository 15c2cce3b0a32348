import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * A Reply URL in the request must be one of those configured (entra-saml.md 1.2). It is assumed that a request without one gets the
 * response at the first, the default.
 *
 * @returns the address to post the response to
 * @throws {IdpError} 50011 when the requested Reply URL is not configured
 * @throws {IdpError} 900971 when none is requested or configured
 */
export function checkReplyUrl(
  application: SignInApplication,
  requested: string | undefined,
): string {
  const { replyUrls, appId } = application;
  if (requested !== undefined) {
    if (!replyUrls.includes(requested)) throw aadsts(50011, { acs: requested, appId });
    return requested;
  }
  const [first] = replyUrls;
  if (first === undefined) throw aadsts(900971, {});
  return first;
}
