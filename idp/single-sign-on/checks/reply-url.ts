import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * A Reply URL in the request must be one of those configured (entra-saml.md 1.2). That without one the first of them, the default, is
 * used, is assumed.
 *
 * @returns where the response goes.
 * @throws {IdpError} 50011, 900971
 */
export function checkReplyUrl(application: SignInApplication, asked: string | undefined): string {
  const { replyUrls, appId } = application;
  if (asked !== undefined) {
    if (!replyUrls.includes(asked)) throw aadsts(50011, { acs: asked, appId });
    return asked;
  }
  const [first] = replyUrls;
  if (first === undefined) throw aadsts(900971, {});
  return first;
}
