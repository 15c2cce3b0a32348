import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';
import { nearMiss } from '../near-miss.ts';
import { basicSettings } from './one-application.ts';

/**
 * A Reply URL in the request must be one of those configured (entra-saml.md 1.2). It is assumed that a request without one gets the
 * response at the first, the default.
 *
 * @param calledIn what the request calls the application, which the error repeats; default: its appId
 * @returns the address to post the response to
 * @throws {IdpError} 50011 when the requested Reply URL is not configured
 * @throws {IdpError} 900971 when none is requested or configured
 */
export function checkReplyUrl(
  application: SignInApplication,
  requested: string | undefined,
  calledIn = application.appId,
): string {
  const { replyUrls } = application;
  if (requested !== undefined) {
    if (!replyUrls.includes(requested)) throw notRegistered(application, requested, calledIn);
    return requested;
  }
  const [first] = replyUrls;
  if (first === undefined) throw aadsts(900971, {});
  return first;
}

function notRegistered(
  { replyUrls, servicePrincipalId, displayName }: SignInApplication,
  acs: string,
  calledIn: string,
) {
  const near = replyUrls
    .map((url) => ({ url, difference: nearMiss(acs, url) }))
    .find(({ difference }) => difference !== undefined);
  return aadsts(
    50011,
    { acs, application: calledIn },
    {
      cause:
        near &&
        `The AssertionConsumerServiceURL of the request differs from ${near.url}, a Reply URL of ${displayName}, only in ${near.difference}.`,
      back: basicSettings(servicePrincipalId, displayName),
    },
  );
}
