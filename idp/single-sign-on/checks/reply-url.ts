import { isPattern, matchesPattern } from '../../directory/applications/reply-url-pattern.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';
import { nearMiss } from '../near-miss.ts';
import { basicSettings } from './one-application.ts';

/** What a request says about where its response is to be sent (SAML Core 3.4.1). */
export interface WantedReplyUrl {
  url?: string | undefined;
  /** Counts when there is no URL. */
  index?: number | undefined;
  /** What the request calls the application, which the error repeats; default: its appId. */
  calledIn?: string | undefined;
}

/**
 * A Reply URL in the request must be one of those configured, or match a pattern among them (entra-saml.md 1.2). It is assumed that a
 * request without one gets the response at the first, the default, and that an index nobody has is an error. A pattern is never an address.
 *
 * @returns the address to post the response to
 * @throws {IdpError} 50011 when the requested Reply URL or index is not configured
 * @throws {IdpError} 900971 when none is requested or configured
 */
export function checkReplyUrl(
  application: SignInApplication,
  { url, index, calledIn = application.appId }: WantedReplyUrl = {},
): string {
  const { replyUrls, redirectUriSettings } = application;
  if (url !== undefined) {
    if (isPattern(url) || !replyUrls.some((one) => one === url || matchesPattern(one, url)))
      throw notRegistered(application, url, calledIn);
    return url;
  }
  if (index !== undefined) {
    const uri = redirectUriSettings.find((one) => one.index === index)?.uri;
    if (uri === undefined || isPattern(uri)) throw unknownIndex(application, index, calledIn);
    return uri;
  }
  const first = replyUrls.find((one) => !isPattern(one));
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
  const cause = isPattern(acs)
    ? 'The AssertionConsumerServiceURL of the request contains *: a response is sent to an address, never to a pattern.'
    : near &&
      `The AssertionConsumerServiceURL of the request differs from ${near.url}, a Reply URL of ${displayName}, only in ${near.difference}.`;
  return aadsts(
    50011,
    { acs, application: calledIn },
    { cause, setting: basicSettings(servicePrincipalId, displayName) },
  );
}

function unknownIndex(
  { servicePrincipalId, displayName }: SignInApplication,
  index: number,
  calledIn: string,
) {
  return aadsts(
    50011,
    { acs: `AssertionConsumerServiceIndex=${index}`, application: calledIn },
    {
      cause: `No Reply URL of ${displayName} has the index ${index}.`,
      advice:
        'Enter the index next to the Reply URL under Basic SAML Configuration, upload the metadata of the application, or send AssertionConsumerServiceURL instead.',
      setting: basicSettings(servicePrincipalId, displayName),
    },
  );
}
