import { HttpClient } from '../web/testing/http-client.ts';
import { password } from './identity-provider.ts';
import { user } from './subject.ts';

/** Enters user name and password, answers Yes to "Stay signed in?" and resolves to the session's cookies. */
export async function signIn(
  launchUrl: string,
  { userPrincipalName = user.userPrincipalName, passwd = password } = {},
): Promise<string> {
  const browser = new HttpClient();
  await browser.open(launchUrl);
  await browser.submit({ loginfmt: userPrincipalName });
  await browser.submit({ passwd });
  await browser.submit({ LoginOptions: '1' });
  return browser.cookies.headerFor(launchUrl);
}
